"use client";
import { createContext } from "react";

/** What a search led here for, to be marked in every text. */
export const MarkContext = createContext<RegExp | null>(null);

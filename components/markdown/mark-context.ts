"use client";
import { createContext } from "react";
import type { MarkPattern } from "./mark-words.ts";

/** What a search led here for, to be marked in every text. */
export const MarkContext = createContext<MarkPattern | null>(null);

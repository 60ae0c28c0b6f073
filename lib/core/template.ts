import { z } from "zod";

/** A question that a person keeps to ask again. */
export interface Template {
  templateId: string;
  name: string;
  prompt: string;
  /** Unix seconds. */
  createdAt: number;
}

export const templateNameSchema = z
  .string()
  .trim()
  .min(1, "Write a name.")
  .max(80, "A name has at most 80 characters.")
  .regex(/^\P{Cc}*$/u, "A name stands on one line.");

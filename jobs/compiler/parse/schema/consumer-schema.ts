import * as z from "zod";
import { doc, owner } from "./primitives";

/** `layers/consumers/<name>.yaml`. */
export const consumerSchema = z
  .strictObject({ doc, owner })
  .describe("Someone who may call APIs. An API's grants name it by the name of this file.");

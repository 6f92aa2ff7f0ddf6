import * as z from "zod";
import { doc, owner } from "./primitives";

/** `layers/consumers/<name>.yaml`. */
export const consumerSchema = z.strictObject({ doc, owner });

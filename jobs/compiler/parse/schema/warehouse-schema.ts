import * as z from "zod";
import { doc, identifier } from "./primitives";

/** `layers/warehouse.yaml`. */
export const warehouseSchema = z.strictObject({ name: identifier, doc });

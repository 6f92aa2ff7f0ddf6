import * as z from "zod";
import { doc, identifier } from "./primitives";

/** `layers/warehouse.yaml`. */
export const warehouseSchema = z
  .strictObject({ name: identifier.describe("The name of the warehouse."), doc })
  .describe("The warehouse as a whole.");

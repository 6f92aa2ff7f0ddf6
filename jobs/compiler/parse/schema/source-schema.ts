import * as z from "zod";
import { columns } from "./columns";
import { doc, identifier, names, owner } from "./primitives";

/** `layers/sources/<name>.yaml`. */
export const sourceSchema = z.strictObject({
  doc,
  owner,
  engine: z.enum(["mysql"]),
  database: identifier,
  tables: z.record(
    identifier,
    z.strictObject({ key: names.min(1), columns, partitions: z.int().min(1).max(1000).default(2) }),
  ),
});

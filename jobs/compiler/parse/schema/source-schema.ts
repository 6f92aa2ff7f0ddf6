import * as z from "zod";
import { columns } from "./columns";
import { doc, identifier, names, owner, partitions } from "./primitives";

/** `layers/sources/<name>.yaml`. */
export const sourceSchema = z
  .strictObject({
    doc,
    owner,
    engine: z.enum(["mysql"]).describe("The kind of the database."),
    database: identifier.describe("Name of the database on its server."),
    tables: z
      .record(
        identifier,
        z.strictObject({
          key: names.min(1).describe("The primary key."),
          columns,
          partitions: partitions.describe("Partitions of the topic of changes. Default: 2."),
        }),
      )
      .describe("The tables that may be captured, by name."),
  })
  .describe("A database of the business. Tables of the ODS capture its tables.");

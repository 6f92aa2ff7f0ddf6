import { broken, type Rule } from "./rule";

/** What a SELECT says and whether it gives what its table promises. */
export const SQL_RULES: readonly Rule[] = [
  broken(
    "sql/syntax",
    "The SQL can't be read.",
    "Only the first error is given: what follows it is guesswork.",
    "Look at the place that the message names, and before it.",
  ),
  broken(
    "sql/unsupported",
    "The SQL uses a part of the language that is not read here, e.g. `MATCH_RECOGNIZE`.",
    "A query that the compiler can't read has no lineage and no checked contract.",
    "Say it in another way.",
  ),
  broken(
    "sql/too-deep",
    "The SQL nests too deeply.",
    "The depth is limited so that no text can make the compiler fail.",
    "Give parts a name in `WITH`.",
  ),
  broken(
    "sql/unknown-table",
    "The SELECT reads a table that does not exist.",
    "A table is a file in a layer's folder.",
    "Take the suggested name, or add the table.",
  ),
  broken(
    "sql/unknown-column",
    "The SELECT names a column that no table in it has.",
    "Columns are those of the declared contracts, nothing else.",
    "Take the suggested name, or add the column to the table's contract.",
  ),
  broken(
    "sql/unknown-function",
    "The SELECT calls a function that Flink does not have.",
    "The job would not start.",
    "Take the suggested name.",
  ),
  broken(
    "sql/ambiguous",
    "A column name could mean the column of more than one table.",
    "Flink would refuse it.",
    "Write the table's name or alias before it.",
  ),
  broken(
    "sql/duplicate",
    "A name is given twice where it must be the only one.",
    "Flink could not tell the two apart.",
    "Rename one of the two.",
  ),
  broken(
    "sql/arguments",
    "A function gets the wrong number of arguments.",
    "Flink would refuse it.",
    "Look at the message for what the function takes.",
  ),
  broken(
    "sql/type",
    "A value has a type that can't stand where it is used.",
    "Flink would refuse it.",
    "Write a CAST, or use another value.",
  ),
  broken(
    "sql/not-grouped",
    "A column is neither in GROUP BY nor inside an aggregate.",
    "It has many values in a group.",
    "Add it to GROUP BY, or aggregate it.",
  ),
  broken(
    "sql/aggregate",
    "An aggregate stands where none can stand, or lacks what it needs.",
    "Aggregates belong to SELECT, HAVING and ORDER BY.",
    "Move it, e.g. from WHERE to HAVING.",
  ),
  broken(
    "sql/column-count",
    "Two parts of a query that must have as many columns do not.",
    "A UNION, an IN or an alias list goes column by column.",
    "Give both as many columns.",
  ),
  broken(
    "sql/position",
    "A part of the query stands where it has no meaning.",
    "Flink would refuse it.",
    "Look at the message for where it belongs.",
  ),
  broken(
    "sql/placeholder",
    "The SQL contains `${`.",
    "It is kept for addresses and secrets, which only the job's runner fills in.",
    "Join it from two texts: `'$' || '{'`.",
  ),
  broken(
    "contract/column-count",
    "The SELECT gives more or fewer columns than the table declares.",
    "Columns are matched by place.",
    "Give one output for each declared column, in their order.",
  ),
  broken(
    "contract/column-name",
    "An output of the SELECT has another name than the declared column at its place.",
    "A name that belongs to another column is most often a mix-up.",
    "List the columns in the contract's order, or take the declared name.",
  ),
  broken(
    "contract/column-type",
    "An output has a type that can't become the declared one without a CAST.",
    "A CAST on the way out could fail or lose something: it must be written.",
    "Write `CAST(… AS <type>)`, or change the contract.",
  ),
  broken(
    "contract/key-type",
    "An output for a key column has another type than the key.",
    "Keys are never cast: two rows could fall together.",
    "Give it the key's type, in GROUP BY too.",
  ),
  broken(
    "contract/column-null",
    "An output may be null where the contract says that it never is.",
    "A null in a NOT NULL column fails the record while the job runs.",
    "Use COALESCE, drop such rows with WHERE, or remove NOT NULL.",
  ),
  broken(
    "layer/reads",
    "A table reads from a layer that its layer may not read.",
    "The layers go one way, from raw to aggregated: else nobody can say what a change reaches.",
    "Read a table of an allowed layer, or move this table.",
  ),
  broken(
    "table/circle",
    "Tables read each other in a circle.",
    "No order exists in which they could be filled.",
    "Take what both need into a table of its own.",
  ),
];

import { broken, policy, type Rule, warning } from "./rule";

/** What leaves the warehouse, and to whom. */
export const API_RULES: readonly Rule[] = [
  broken(
    "api/unknown-table",
    "An API answers from a table that does not exist.",
    "A table is a file in a layer's folder.",
    "Take the suggested name.",
  ),
  broken(
    "api/store",
    "An API's table is in no store that answers APIs, or not in the one it names.",
    "The gateway reads stores, never topics.",
    "Add `hologres` to the table's `stores`.",
  ),
  broken(
    "api/unknown-field",
    "An API or a grant names a column that the table does not have.",
    "Callers could never use it.",
    "Take the suggested name.",
  ),
  broken(
    "api/unknown-consumer",
    "A grant names a consumer that does not exist.",
    "A consumer is a file in `layers/consumers/`.",
    "Take the suggested name, or add the file.",
  ),
  broken(
    "api/limit",
    "The default limit is above the largest.",
    "No caller could get the default.",
    "Raise `max`, or lower `default`.",
  ),
  broken(
    "api/timeout",
    "The timeout is nothing.",
    "Every call would fail.",
    "Write at least a millisecond; two seconds are the default.",
  ),
  policy(
    "api/pii",
    "An API filters or orders by a pii column that a grant does not name.",
    "To filter or order by a value tells it, even where the value itself is not shown.",
    "Name it in the columns of every grant, or leave it out of filters and order.",
  ),
  warning(
    "api/no-grants",
    "Nobody may call an API.",
    "The default is deny.",
    "Add `grants: { <consumer>: {} }`.",
  ),
];

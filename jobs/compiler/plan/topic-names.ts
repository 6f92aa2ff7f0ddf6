/** Name of the topic with the change records of a source table. */
export function changeTopic(source: string, table: string): string {
  return `dts.${source}.${table}`;
}

/** Name of the topic with a layer table's rows. */
export function tableTopic(table: string): string {
  return table;
}

/** Name of the topic with the records of a table that could not be read. */
export function deadLetterTopic(table: string): string {
  return `${table}.dlq`;
}

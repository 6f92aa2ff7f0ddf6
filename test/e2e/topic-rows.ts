import { Kafka, logLevel } from "kafkajs";

/** One decoded envelope as it stands in a topic. */
export interface Envelope {
  readonly v: number;
  readonly table: string;
  readonly schema: string;
  readonly op: "insert" | "update" | "delete";
  readonly ts: number | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Every record of a topic from its beginning to its present end, in offset order by partition. */
export async function readTopic(bootstrapServers: string, topic: string): Promise<readonly Envelope[]> {
  const kafka = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING, clientId: "e2e" });
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const left = new Map(
    ends
      .filter((end) => Number(end.high) > Number(end.low))
      .map((end) => [end.partition, Number(end.high) - 1]),
  );
  const read: { partition: number; offset: number; envelope: Envelope }[] = [];
  if (left.size === 0) return [];
  const consumer = kafka.consumer({
    groupId: `e2e-${topic}-${process.pid}-${Date.now()}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          const offset = Number(message.offset);
          read.push({ partition, offset, envelope: JSON.parse(String(message.value)) as Envelope });
          if (offset >= (left.get(partition) ?? Number.POSITIVE_INFINITY)) left.delete(partition);
          if (left.size === 0) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  read.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
  return read.map((record) => record.envelope);
}

/** The rows that a topic stands for: the newest envelope of each key, deletes dropped. */
export async function newestRows(
  bootstrapServers: string,
  topic: string,
  key: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { op, payload } of await readTopic(bootstrapServers, topic)) {
    const id = JSON.stringify(key.map((column) => payload[column]));
    if (op === "delete") rows.delete(id);
    else rows.set(id, payload);
  }
  return [...rows.values()];
}

import { type Admin, ConfigResourceTypes } from "kafkajs";
import { hasType, KafkaConnection, KafkaRefusedError, REQUEST_TIMEOUT_MS } from "./kafka-connection";

/** A topic as the brokers have it. */
export interface TopicState {
  readonly partitions: number;
  /** Configuration set on the topic itself (not defaults of the broker). */
  readonly configs: Readonly<Record<string, string>>;
}

const SNAPSHOT_MAX_AGE_MS = 1_000;
const LEADERS_TIMEOUT_MS = 15_000;
const TOPIC_CONFIG_SOURCE = 1;
const DESCRIBE_BATCH = 500;

const CREATE_BATCH_MS = 10;
const TOPIC_EXISTS = "TOPIC_ALREADY_EXISTS";
const UNKNOWN_TOPIC = "UNKNOWN_TOPIC_OR_PARTITION";

interface WantedTopic extends TopicState {
  readonly name: string;
  readonly resolve: (created: boolean) => void;
  readonly reject: (error: unknown) => void;
}

interface Listed {
  readonly partitions: number;
  readonly led: boolean;
}

interface Snapshot {
  readonly takenAt: number;
  readonly topics: Promise<Map<string, TopicState>>;
}

/**
 * Administration of one Kafka cluster. The only module that speaks Kafka's admin protocol.
 * Looks at all topics at once and keeps what it saw for a second, so that a thousand topics cost two requests.
 */
export class KafkaAdmin {
  readonly #connection: KafkaConnection;
  #snapshot: Snapshot | undefined;
  #listing: Promise<ReadonlyMap<string, Listed>> | undefined;
  #wanted: WantedTopic[] = [];

  /** `bootstrapServers`: `host:port`, separated by commas. Nothing is opened before the first request. */
  constructor(bootstrapServers: string) {
    this.#connection = new KafkaConnection(bootstrapServers);
  }

  /** Every topic but Kafka's own. At most a second old; changes made through this object are seen at once. */
  async topics(): Promise<ReadonlyMap<string, TopicState>> {
    const known = this.#snapshot;
    if (known !== undefined && Date.now() - known.takenAt < SNAPSHOT_MAX_AGE_MS) {
      return known.topics;
    }
    const topics = this.#listed().then((listed) => {
      const partitions = new Map([...listed].map(([name, topic]) => [name, topic.partitions]));
      return this.#connection.request((admin) => describe(admin, partitions));
    });
    const snapshot = { takenAt: Date.now(), topics };
    this.#snapshot = snapshot;
    topics.catch(() => {
      if (this.#snapshot === snapshot) {
        this.#snapshot = undefined;
      }
    });
    return topics;
  }

  /** One topic, or undefined where Kafka answered that there is none. */
  async topic(name: string): Promise<TopicState | undefined> {
    return (await this.topics()).get(name);
  }

  /**
   * Creates a topic and waits until every partition has a leader. False when a topic of the name exists already
   * (it is left as it is). Topics that are asked for at the same time are created by one request.
   */
  async createTopic(
    name: string,
    partitions: number,
    configs: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const created = await new Promise<boolean>((resolve, reject) => {
      if (this.#wanted.length === 0) {
        setTimeout(() => void this.#createWanted(), CREATE_BATCH_MS);
      }
      this.#wanted.push({ name, partitions, configs, resolve, reject });
    });
    await this.#awaitLeaders(name, created ? partitions : 1);
    if (created) {
      await this.#remember(name, { partitions, configs });
    }
    return created;
  }

  /** Raises the number of partitions to `partitions` and waits for their leaders. */
  async growTopic(name: string, partitions: number): Promise<void> {
    await this.#connection.request((admin) =>
      admin.createPartitions({
        timeout: REQUEST_TIMEOUT_MS,
        topicPartitions: [{ topic: name, count: partitions }],
      }),
    );
    await this.#awaitLeaders(name, partitions);
    await this.#reread(name);
  }

  /** Sets the keys of `set`, gives the keys of `unset` back to the broker's default, and leaves all others alone. */
  async configureTopic(
    name: string,
    set: Readonly<Record<string, string>>,
    unset: readonly string[],
  ): Promise<void> {
    await this.#connection.request(async (admin) => {
      // Kafka's alterConfigs replaces the whole set, so what others have set must be sent along.
      const present = (await describe(admin, new Map([[name, 0]]))).get(name)?.configs ?? {};
      const kept = Object.entries(present).filter(([key]) => !unset.includes(key));
      await admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: ConfigResourceTypes.TOPIC,
            name,
            configEntries: Object.entries({ ...Object.fromEntries(kept), ...set }).map(([key, value]) => ({
              name: key,
              value,
            })),
          },
        ],
      });
    });
    await this.#reread(name);
  }

  /** Deletes a topic with its records and waits until no broker lists it. One that is gone already is fine. */
  async deleteTopic(name: string): Promise<void> {
    if ((await this.#listed()).has(name)) {
      await this.#connection.request(async (admin) => {
        try {
          await admin.deleteTopics({ topics: [name], timeout: REQUEST_TIMEOUT_MS });
        } catch (error) {
          if (!hasType(error, UNKNOWN_TOPIC)) {
            throw error;
          }
        }
      });
      await this.#until(
        `topic ${name} is still listed after its deletion`,
        async () => !(await this.#listed()).has(name),
      );
    }
    await this.#remember(name, undefined);
  }

  /** Number of records that a topic holds (end minus start offsets: compacted records count too). */
  async recordCount(name: string): Promise<bigint> {
    const offsets = await this.#connection.request((admin) => admin.fetchTopicOffsets(name));
    return offsets.reduce((sum, offset) => sum + BigInt(offset.high) - BigInt(offset.low), 0n);
  }

  /** Closes the connection and forgets what was seen; the next request opens a new one. */
  async disconnect(): Promise<void> {
    this.#snapshot = undefined;
    await this.#connection.disconnect();
  }

  async #createWanted(): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = [];
    try {
      const existing = await this.#listed();
      const missing = wanted.filter((topic) => !existing.has(topic.name));
      const refused = missing.length === 0 ? new Map<string, Error>() : await this.#create(missing);
      for (const topic of wanted) {
        const refusal = refused.get(topic.name);
        if (refusal === undefined || hasType(refusal, TOPIC_EXISTS)) {
          topic.resolve(missing.includes(topic) && refusal === undefined);
        } else {
          const keys = Object.entries(topic.configs).map(([key, value]) => `${key}=${value}`);
          topic.reject(
            new KafkaRefusedError(
              `topic ${topic.name} (${topic.partitions} partitions, ${keys.join(", ") || "no configuration"}): ${refusal.message}`,
              { cause: refusal },
            ),
          );
        }
      }
    } catch (error) {
      for (const topic of wanted) {
        topic.reject(error);
      }
    }
  }

  /** Creates topics by one request; returns what Kafka refused, by name. */
  async #create(wanted: readonly WantedTopic[]): Promise<ReadonlyMap<string, Error>> {
    return this.#connection.request(async (admin) => {
      try {
        await admin.createTopics({
          timeout: REQUEST_TIMEOUT_MS,
          waitForLeaders: false,
          topics: wanted.map(({ name, partitions, configs }) => ({
            topic: name,
            numPartitions: partitions,
            replicationFactor: -1,
            configEntries: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
          })),
        });
        return new Map();
      } catch (error) {
        if (!(error instanceof Error && "errors" in error && Array.isArray(error.errors))) {
          throw error;
        }
        return new Map(error.errors.map((refusal) => [String(refusal.topic), refusal]));
      }
    });
  }

  /** Every topic but Kafka's own. Callers at the same time share one request. */
  #listed(): Promise<ReadonlyMap<string, Listed>> {
    const pending = this.#listing;
    if (pending !== undefined) {
      return pending;
    }
    const listing = this.#connection
      .request(async (admin) => {
        const { topics } = await admin.fetchTopicMetadata();
        return new Map(
          topics
            .filter((topic) => !topic.name.startsWith("__"))
            .map((topic) => [
              topic.name,
              {
                partitions: topic.partitions.length,
                led: topic.partitions.every((partition) => partition.leader >= 0),
              },
            ]),
        );
      })
      .finally(() => {
        this.#listing = undefined;
      });
    this.#listing = listing;
    return listing;
  }

  async #remember(name: string, state: TopicState | undefined): Promise<void> {
    const topics = await this.#snapshot?.topics.catch(() => undefined);
    if (state === undefined) {
      topics?.delete(name);
    } else {
      topics?.set(name, state);
    }
  }

  async #reread(name: string): Promise<void> {
    const partitions = (await this.#listed()).get(name)?.partitions;
    if (partitions === undefined) {
      await this.#remember(name, undefined);
      return;
    }
    const states = await this.#connection.request((admin) => describe(admin, new Map([[name, partitions]])));
    await this.#remember(name, states.get(name));
  }

  async #awaitLeaders(name: string, partitions: number): Promise<void> {
    await this.#until(`topic ${name} has partitions without a leader`, async () => {
      const topic = (await this.#listed()).get(name);
      return topic?.led === true && topic.partitions >= partitions;
    });
  }

  async #until(complaint: string, done: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + LEADERS_TIMEOUT_MS;
    while (!(await done())) {
      if (Date.now() > deadline) {
        throw new Error(`${complaint} (waited ${LEADERS_TIMEOUT_MS / 1000} s)`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

async function describe(
  admin: Admin,
  partitions: ReadonlyMap<string, number>,
): Promise<Map<string, TopicState>> {
  const names = [...partitions.keys()];
  const states = new Map<string, TopicState>();
  for (let start = 0; start < names.length; start += DESCRIBE_BATCH) {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: names
        .slice(start, start + DESCRIBE_BATCH)
        .map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
    });
    for (const resource of resources) {
      const own = resource.configEntries.filter(
        (entry) => Number(entry.configSource) === TOPIC_CONFIG_SOURCE,
      );
      states.set(resource.resourceName, {
        partitions: partitions.get(resource.resourceName) ?? 0,
        configs: Object.fromEntries(own.map((entry) => [entry.configName, entry.configValue])),
      });
    }
  }
  return states;
}

const admins = new Map<string, KafkaAdmin>();

/** The administration of the cluster at `bootstrapServers`: one for the whole process; closes itself when idle. */
export function kafkaAdmin(bootstrapServers: string): KafkaAdmin {
  const known = admins.get(bootstrapServers);
  if (known !== undefined) {
    return known;
  }
  const admin = new KafkaAdmin(bootstrapServers);
  admins.set(bootstrapServers, admin);
  return admin;
}

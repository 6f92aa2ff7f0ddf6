import { type Admin, ConfigResourceTypes, Kafka, logLevel } from "kafkajs";

/** A topic as the brokers have it. */
export interface TopicState {
  readonly partitions: number;
  /** Configuration set on the topic itself (not defaults of the broker). */
  readonly configs: Readonly<Record<string, string>>;
}

/** Kafka did not answer; says nothing about what exists there. */
export class KafkaUnreachableError extends Error {
  override readonly name = "KafkaUnreachableError";
}

const SNAPSHOT_MAX_AGE_MS = 1_000;
const IDLE_DISCONNECT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;
const LEADERS_TIMEOUT_MS = 15_000;
const TOPIC_CONFIG_SOURCE = 1;
const DESCRIBE_BATCH = 500;

const UNKNOWN_TOPIC = "UNKNOWN_TOPIC_OR_PARTITION";

interface Snapshot {
  readonly takenAt: number;
  readonly topics: Promise<Map<string, TopicState>>;
}

/**
 * Administration of one Kafka cluster. The only module that speaks Kafka's admin protocol.
 * Looks at all topics at once and keeps what it saw for a second, so that a thousand topics cost two requests.
 */
export class KafkaAdmin {
  readonly #bootstrapServers: string;
  #connection: Promise<Admin> | undefined;
  #idle: NodeJS.Timeout | undefined;
  #running = 0;
  #snapshot: Snapshot | undefined;

  /** `bootstrapServers`: `host:port`, separated by commas. Nothing is opened before the first request. */
  constructor(bootstrapServers: string) {
    this.#bootstrapServers = bootstrapServers;
  }

  /** Every topic but Kafka's own. At most a second old; changes made through this object are seen at once. */
  async topics(): Promise<ReadonlyMap<string, TopicState>> {
    const known = this.#snapshot;
    if (known !== undefined && Date.now() - known.takenAt < SNAPSHOT_MAX_AGE_MS) {
      return known.topics;
    }
    const topics = this.#request(async (admin) => {
      const { topics: found } = await admin.fetchTopicMetadata();
      const partitions = new Map(found.map((topic) => [topic.name, topic.partitions.length]));
      return this.#withConfigs(admin, new Map([...partitions].filter(([name]) => !name.startsWith("__"))));
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
   * (it is left as it is).
   */
  async createTopic(
    name: string,
    partitions: number,
    configs: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const created = await this.#request((admin) =>
      admin.createTopics({
        timeout: REQUEST_TIMEOUT_MS,
        waitForLeaders: false,
        topics: [
          {
            topic: name,
            numPartitions: partitions,
            replicationFactor: -1,
            configEntries: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
          },
        ],
      }),
    );
    await this.#awaitLeaders(name, partitions);
    await this.#refresh(name);
    return created;
  }

  /** Raises the number of partitions to `partitions` and waits for their leaders. */
  async growTopic(name: string, partitions: number): Promise<void> {
    await this.#request((admin) =>
      admin.createPartitions({
        timeout: REQUEST_TIMEOUT_MS,
        topicPartitions: [{ topic: name, count: partitions }],
      }),
    );
    await this.#awaitLeaders(name, partitions);
    await this.#refresh(name);
  }

  /** Sets the keys of `set`, gives the keys of `unset` back to the broker's default, and leaves all others alone. */
  async configureTopic(
    name: string,
    set: Readonly<Record<string, string>>,
    unset: readonly string[],
  ): Promise<void> {
    await this.#request(async (admin) => {
      // Kafka's alterConfigs replaces the whole set, so what others have set must be sent along.
      const present = (await this.#withConfigs(admin, new Map([[name, 0]]))).get(name)?.configs ?? {};
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
    await this.#refresh(name);
  }

  /** Deletes a topic with its records and waits until no broker lists it. One that is gone already is fine. */
  async deleteTopic(name: string): Promise<void> {
    if ((await this.#partitions(name)) === undefined) {
      await this.#refresh(name);
      return;
    }
    await this.#request(async (admin) => {
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
      async () => (await this.#partitions(name)) === undefined,
    );
    await this.#refresh(name);
  }

  /** Number of records that a topic holds (end minus start offsets: compacted records count too). */
  async recordCount(name: string): Promise<bigint> {
    const offsets = await this.#request((admin) => admin.fetchTopicOffsets(name));
    return offsets.reduce((sum, offset) => sum + BigInt(offset.high) - BigInt(offset.low), 0n);
  }

  /** Closes the connection; the next request opens a new one. */
  async disconnect(): Promise<void> {
    clearTimeout(this.#idle);
    this.#snapshot = undefined;
    const connection = this.#connection;
    this.#connection = undefined;
    await (await connection?.catch(() => undefined))?.disconnect();
  }

  async #withConfigs(
    admin: Admin,
    partitions: ReadonlyMap<string, number>,
  ): Promise<Map<string, TopicState>> {
    const names = [...partitions.keys()];
    const states = new Map<string, TopicState>();
    for (let start = 0; start < names.length; start += DESCRIBE_BATCH) {
      const batch = names.slice(start, start + DESCRIBE_BATCH);
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: batch.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
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

  async #refresh(name: string): Promise<void> {
    const snapshot = this.#snapshot;
    if (snapshot === undefined) {
      return;
    }
    try {
      const topics = await snapshot.topics;
      const partitions = await this.#partitions(name);
      const state =
        partitions === undefined
          ? undefined
          : (await this.#request((admin) => this.#withConfigs(admin, new Map([[name, partitions]])))).get(
              name,
            );
      if (state === undefined) {
        topics.delete(name);
      } else {
        topics.set(name, state);
      }
    } catch {
      this.#snapshot = undefined;
    }
  }

  async #partitions(name: string): Promise<number | undefined> {
    const topic = await this.#metadata(name);
    return topic?.partitions.length;
  }

  async #metadata(name: string) {
    return this.#request(async (admin) => {
      try {
        const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
        return topics.find((topic) => topic.name === name);
      } catch (error) {
        if (hasType(error, UNKNOWN_TOPIC)) {
          return undefined;
        }
        throw error;
      }
    });
  }

  async #awaitLeaders(name: string, partitions: number): Promise<void> {
    await this.#until(`topic ${name} has partitions without a leader`, async () => {
      const topic = await this.#metadata(name);
      return (
        topic !== undefined &&
        topic.partitions.length >= Math.min(partitions, 1) &&
        topic.partitions.every((p) => p.leader >= 0)
      );
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

  /** Sends a request; where an idle connection turns out to be dead, once more over a new one. */
  async #request<T>(send: (admin: Admin) => Promise<T>): Promise<T> {
    const kept = this.#connection !== undefined;
    try {
      return await this.#attempt(send);
    } catch (error) {
      if (kept && error instanceof KafkaUnreachableError) {
        return this.#attempt(send);
      }
      throw error;
    }
  }

  async #attempt<T>(send: (admin: Admin) => Promise<T>): Promise<T> {
    clearTimeout(this.#idle);
    this.#running += 1;
    this.#connection ??= connect(this.#bootstrapServers);
    const connection = this.#connection;
    try {
      return await send(await connection);
    } catch (error) {
      if (error instanceof KafkaUnreachableError) {
        throw error;
      }
      if (isConnectionError(error)) {
        if (this.#connection === connection) {
          this.#connection = undefined;
          void connection.then((admin) => admin.disconnect()).catch(() => undefined);
        }
        const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
        throw new KafkaUnreachableError(`Kafka at ${this.#bootstrapServers} does not answer: ${reason}`, {
          cause: error,
        });
      }
      throw new Error(`Kafka at ${this.#bootstrapServers} refused: ${answers(error).join("; ")}`, {
        cause: error,
      });
    } finally {
      this.#running -= 1;
      if (this.#running === 0) {
        this.#idle = setTimeout(
          () => void this.disconnect().catch(() => undefined),
          IDLE_DISCONNECT_MS,
        ).unref();
      }
    }
  }
}

async function connect(bootstrapServers: string): Promise<Admin> {
  const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 };
  const admin = new Kafka({
    clientId: "strata",
    brokers: bootstrapServers.split(",").map((broker) => broker.trim()),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry,
  }).admin({ retry });
  await admin.connect();
  return admin;
}

function isConnectionError(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Connection|Timeout|BrokerNotFound|NumberOfRetries/.test(error.name) &&
    !hasType(error, undefined)
  );
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

/** What Kafka answered: the messages of the innermost errors. */
function answers(error: unknown): readonly string[] {
  if (error instanceof Error && "errors" in error && Array.isArray(error.errors)) {
    return error.errors.flatMap(answers);
  }
  return [error instanceof Error ? error.message : String(error)];
}

/** Whether Kafka itself answered with an error (of the type, where one is given). */
function hasType(error: unknown, type: string | undefined): boolean {
  if (typeof error !== "object" || error === null) {
    return false;
  }
  const own = "type" in error && typeof error.type === "string" ? error.type : undefined;
  if (own !== undefined && (type === undefined || own === type)) {
    return true;
  }
  const nested = [
    ...("errors" in error && Array.isArray(error.errors) ? error.errors : []),
    ...("cause" in error ? [error.cause] : []),
  ];
  return nested.some((inner) => hasType(inner, type));
}

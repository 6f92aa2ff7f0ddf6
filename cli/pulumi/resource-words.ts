/** How a kind of resource is called in messages for people. */
interface ResourceWord {
  readonly one: string;
  readonly many: string;
  /** What is lost when it is deleted, as the end of a sentence; absent: nothing that holds data. */
  readonly lost?: string;
}

const WORDS: Readonly<Record<string, ResourceWord>> = {
  "strata:kafka:Server": { one: "Kafka", many: "Kafka servers" },
  "strata:flink:Cluster": { one: "Flink", many: "Flink clusters" },
  "strata:rds:Server": { one: "MariaDB", many: "MariaDB servers" },
  "strata:hologres:Server": { one: "PostgreSQL", many: "PostgreSQL servers" },
  "strata:oneservice:Gateway": { one: "OneService gateway", many: "gateways" },
  "strata:traffic:Replay": { one: "sample traffic", many: "sample traffics" },
  "strata:kafka:Topic": { one: "topic", many: "topics", lost: "with all of its records" },
  "strata:hologres:Table": { one: "Hologres table", many: "Hologres tables", lost: "with all of its rows" },
  "strata:adb:Table": { one: "ADB table", many: "ADB tables", lost: "with all of its rows" },
  "strata:rds:Schema": { one: "business schema", many: "business schemas" },
  "strata:flink:Job": { one: "job", many: "jobs" },
  "strata:dts:Subscription": { one: "DTS subscription", many: "DTS subscriptions" },
  "strata:oneservice:Catalogue": { one: "API catalogue", many: "API catalogues" },
  "strata:warehouse:Contract": { one: "contract", many: "contracts" },
};

/** Whether a resource is one that people count: not a component, a provider or the stack. */
export function isCounted(type: string): boolean {
  return type in WORDS;
}

/** `3 topics`, `1 job`. */
export function countText(type: string, count: number): string {
  const word = WORDS[type];
  if (word === undefined) return `${count} × ${type}`;
  return `${count} ${count === 1 ? word.one : word.many}`;
}

/** `topic dws.trip`. */
export function resourceText(type: string, name: string): string {
  return `${WORDS[type]?.one ?? type} ${name}`;
}

/** What is lost when a resource of the type is deleted, or undefined when nothing that holds data is. */
export function lossText(type: string): string | undefined {
  return WORDS[type]?.lost;
}

import { kafkaAdmin } from "../../components/kafka/kafka-admin";
import type { Plan } from "../../jobs/compiler/plan/plan";
import type { Part } from "./part";

/** Whether every topic of the Plan exists. Throws when Kafka does not answer. */
export async function topicParts(plan: Plan, bootstrapServers: string): Promise<Part> {
  const there = await kafkaAdmin(bootstrapServers).topics();
  const missing = plan.topics.filter((topic) => !there.has(topic.name)).map((topic) => topic.name);
  const part = { group: "topics", name: "topics" } as const;
  return missing.length === 0
    ? { ...part, state: "ok", detail: `${plan.topics.length} topics` }
    : {
        ...part,
        state: "down",
        detail: `${missing.length} of ${plan.topics.length} missing: ${missing.join(", ")}`,
      };
}

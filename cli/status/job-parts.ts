import * as z from "zod";
import type { Plan } from "../../jobs/compiler/plan/plan";
import { ageText } from "../output/duration";
import type { Part } from "./part";

const REQUEST_MS = 3000;

const overview = z.object({
  jobs: z.array(z.object({ jid: z.string(), name: z.string(), state: z.string(), "start-time": z.number() })),
});
const checkpoints = z.object({
  latest: z.object({ completed: z.object({ latest_ack_timestamp: z.number() }).nullish() }).nullish(),
});
const metrics = z.array(z.object({ id: z.string(), value: z.string().optional() }));

/** Every job and subscription of the Plan as Flink sees it. Throws when Flink does not answer. */
export async function jobParts(plan: Plan, flinkUrl: string): Promise<readonly Part[]> {
  const { jobs } = overview.parse(await get(`${flinkUrl}/jobs/overview`));
  const wanted = [
    ...plan.sources.map((source) => ({
      name: `dts-${source.name}`,
      title: `DTS subscription ${source.name}`,
    })),
    ...plan.jobs.map((job) => ({ name: `job-${job.name}`, title: `job ${job.name}` })),
  ];
  return Promise.all(
    wanted.map(async ({ name, title }): Promise<Part> => {
      const part = { group: "job", name: title } as const;
      const ofName = jobs
        .filter((job) => job.name === name)
        .sort((a, b) => b["start-time"] - a["start-time"]);
      const job = ofName.find((one) => one.state === "RUNNING") ?? ofName[0];
      if (job === undefined) return { ...part, state: "down", detail: "not deployed" };
      const [checkpoint, restarts] = await Promise.all([
        lastCheckpoint(flinkUrl, job.jid),
        restartCount(flinkUrl, job.jid),
      ]);
      const detail = `${job.state}, ${checkpoint}, ${restarts}`;
      return { ...part, state: job.state === "RUNNING" ? "ok" : "down", detail };
    }),
  );
}

async function lastCheckpoint(flinkUrl: string, job: string): Promise<string> {
  const { latest } = checkpoints.parse(await get(`${flinkUrl}/jobs/${job}/checkpoints`));
  const at = latest?.completed?.latest_ack_timestamp;
  return at === undefined ? "no checkpoint yet" : `last checkpoint ${ageText(Date.now() - at)} ago`;
}

async function restartCount(flinkUrl: string, job: string): Promise<string> {
  const found = metrics.parse(await get(`${flinkUrl}/jobs/${job}/metrics?get=numRestarts`));
  const value = found.find((metric) => metric.id === "numRestarts")?.value;
  return value === undefined ? "restarts unknown" : `${value} restarts`;
}

async function get(url: string): Promise<unknown> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(REQUEST_MS),
    headers: { connection: "close" },
  });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.json();
}

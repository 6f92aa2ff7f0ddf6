import type { LocalSettings } from "../../components/platform/local/local-settings";
import { projectRoot } from "../../components/process/project-root";
import { compile } from "../../jobs/compiler/compile";
import { jobParts } from "./job-parts";
import { look, type Part } from "./part";
import { processParts } from "./process-parts";
import { apiPart, trafficPart } from "./service-parts";
import { storeParts } from "./store-parts";
import { topicParts } from "./topic-parts";

/** Looks at every part of a stack, at once. */
export async function stackStatus(settings: LocalSettings): Promise<readonly Part[]> {
  const { plan } = compile(projectRoot());
  const planned =
    plan === null
      ? [unplanned("job", "jobs"), unplanned("topics", "topics"), unplanned("store", "stores")]
      : [
          look("job", "jobs", () => jobParts(plan, settings.flinkUrl)),
          look("topics", "topics", () => topicParts(plan, settings.bootstrapServers)),
          storeParts(plan, settings),
        ];
  const parts = await Promise.all([
    processParts(settings),
    ...planned,
    look("api", "API", () => apiPart(settings)),
    look("traffic", "sample traffic", () => trafficPart(settings)),
  ]);
  return parts.flat();
}

async function unplanned(group: Part["group"], name: string): Promise<readonly Part[]> {
  return [{ group, name, state: "unknown", detail: "the layer files have errors (npx strata check)" }];
}

import { ShortLivedCache } from "../../provider/short-lived-cache";
import { FlinkRest, type ListedJob } from "../rest/flink-rest";

const clients = new Map<string, FlinkRest>();
const listings = new ShortLivedCache<readonly ListedJob[]>(500);

/** The client of the cluster at `url`, one for the whole process. */
export function flinkRest(url: string): FlinkRest {
  const known = clients.get(url);
  if (known !== undefined) {
    return known;
  }
  const client = new FlinkRest(url);
  clients.set(url, client);
  return client;
}

/** The cluster's jobs as they were at most half a second ago: many probes cost one request. */
export function recentJobs(url: string): Promise<readonly ListedJob[]> {
  return listings.get(url, () => flinkRest(url).jobs());
}

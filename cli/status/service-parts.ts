import type { LocalSettings } from "../../components/platform/local/local-settings";
import {
  pauseTraffic,
  resumeTraffic,
  type TrafficStatus,
  trafficStatus,
} from "../../services/traffic/control";
import { trafficDatabaseSchema } from "../../services/traffic/traffic-config";
import type { Part } from "./part";

const REQUEST_MS = 3000;

/** Whether OneService says that it is well. */
export async function apiPart(settings: LocalSettings): Promise<Part> {
  const url = `http://127.0.0.1:${settings.gateway.port}/health`;
  const part = { group: "api", name: "API" } as const;
  let response: Response;
  try {
    response = await fetch(url, {
      signal: AbortSignal.timeout(REQUEST_MS),
      headers: { connection: "close" },
    });
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { ...part, state: "down", detail: `${url} does not answer (${cause})` };
  }
  const body = (await response.text()).slice(0, 200);
  return response.ok
    ? { ...part, state: "ok", detail: url }
    : { ...part, state: "down", detail: `${url}: ${body}` };
}

/** How the sample traffic stands. Throws when the business database can't be reached. */
export async function trafficPart(settings: LocalSettings): Promise<Part> {
  const part = { group: "traffic", name: "sample traffic" } as const;
  const { speed, running: wanted } = settings.traffic;
  const status = await controlTraffic(settings, "status");
  if (!wanted) return { ...part, state: "off", detail: "switched off in the stack file" };
  if (status === null) return { ...part, state: "down", detail: "never started" };
  if (!status.running) return { ...part, state: "down", detail: "not running" };
  return { ...part, state: "ok", detail: trafficText(status, speed) };
}

/** `on, 600 times as fast, business time 2019-03-08 12:00:00`. */
export function trafficText(status: TrafficStatus, speed: number): string {
  const at = `business time ${status.businessTime}`;
  return status.paused ? `paused, ${at}` : `on, ${speed} times as fast, ${at}`;
}

const CONTROLS = { status: trafficStatus, pause: pauseTraffic, resume: resumeTraffic };

/** What can be done with the sample traffic. */
export type TrafficAction = keyof typeof CONTROLS;

/** Whether a word names something that can be done with the sample traffic. */
export function isTrafficAction(word: string): word is TrafficAction {
  return word in CONTROLS;
}

/** Does something with the sample traffic; null when none was ever started. */
export function controlTraffic(
  settings: LocalSettings,
  action: TrafficAction,
): Promise<TrafficStatus | null> {
  const { stackFolder, traffic } = settings;
  return CONTROLS[action]({ stackFolder, mysql: trafficDatabaseSchema.parse(traffic.mysql) });
}

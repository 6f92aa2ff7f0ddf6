import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** One finished request, as metrics and the access log see it. */
export interface FinishedRequest {
  /** Id of the API, or `-` when the request reached none. */
  readonly api: string;
  /** Name of the consumer, or `-` for an unknown caller. */
  readonly consumer: string;
  readonly ip: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly rows: number;
  /** Names of the query parameters; values stay out of logs. */
  readonly parameters: readonly string[];
}

/** Callers that are counted by address; those that come later are counted together as `other`. */
const MAX_CALLERS = 1_000;

/** The gateway's Prometheus metrics: response time, query frequency, caller address, rows, requests in flight. */
export class GatewayMetrics {
  readonly registry = new Registry();
  readonly inFlight: Gauge;
  readonly #duration: Histogram<"api" | "status">;
  readonly #requests: Counter<"api" | "consumer" | "status">;
  readonly #callers: Counter<"ip">;
  readonly #rows: Counter<"api">;
  readonly #swaps: Counter;
  readonly #known = new Set<string>();

  constructor(private readonly maxCallers: number = MAX_CALLERS) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.inFlight = new Gauge({
      name: "oneservice_requests_in_flight",
      help: "Requests being answered now.",
      registers,
    });
    this.#duration = new Histogram({
      name: "oneservice_request_duration_seconds",
      help: "Time from a request's head to its answer's end.",
      labelNames: ["api", "status"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    this.#requests = new Counter({
      name: "oneservice_requests_total",
      help: "Answered requests.",
      labelNames: ["api", "consumer", "status"],
      registers,
    });
    this.#callers = new Counter({
      name: "oneservice_caller_requests_total",
      help: `Answered requests by caller address; "other" beyond the first ${maxCallers} addresses.`,
      labelNames: ["ip"],
      registers,
    });
    this.#rows = new Counter({
      name: "oneservice_rows_total",
      help: "Rows sent.",
      labelNames: ["api"],
      registers,
    });
    this.#swaps = new Counter({
      name: "oneservice_catalogue_swaps_total",
      help: "Catalogues taken into service.",
      registers,
    });
  }

  record(request: FinishedRequest): void {
    const { api, consumer, rows } = request;
    const status = String(request.status);
    this.#duration.observe({ api, status }, request.milliseconds / 1000);
    this.#requests.inc({ api, consumer, status });
    this.#callers.inc({ ip: this.#caller(request.ip) });
    if (rows > 0) this.#rows.inc({ api }, rows);
  }

  swapped(): void {
    this.#swaps.inc();
  }

  #caller(ip: string): string {
    if (this.#known.has(ip)) return ip;
    if (this.#known.size >= this.maxCallers) return "other";
    this.#known.add(ip);
    return ip;
  }
}

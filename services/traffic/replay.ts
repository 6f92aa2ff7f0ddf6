import type { Connection, RowDataPacket } from "mysql2/promise";
import { type BusinessEvent, businessEvents, localTime, rowsAfter } from "./business-event";
import {
  CREATE_POSITION_TABLE,
  insertPosition,
  lockPosition,
  movePosition,
  type Position,
} from "./position-table";
import type { TaxiSample } from "./taxi-trips";
import type { TrafficConfig } from "./traffic-config";
import { insertTrips, seedZones, writeEvents } from "./trip-writer";

const MAX_EVENTS_A_TICK = 1_000;
/** A pause of the machine is not caught up: at most this much real time counts at once. */
const MAX_STEP_MS = 1_000;
/** How long the position may go unread while nothing is due; a pause is seen within it. */
const HEARTBEAT_MS = 500;

/** Plays the sample into the business database, from where it stopped, at a constant speed. */
export class Replay {
  #position: Position | null = null;
  /** Business time that has been reached, in seconds. */
  #clock = 0;
  #lap: { readonly number: number; readonly events: readonly BusinessEvent[] } | null = null;
  #lastTick = 0;
  #lastWrite = 0;

  constructor(
    private readonly sample: TaxiSample,
    private readonly settings: Pick<TrafficConfig, "speed" | "preloadDays">,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether the business tables are there. */
  async tablesExist(connection: Connection): Promise<boolean> {
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN ('trips', 'zones')",
    );
    return Number(rows[0]?.n) === 2;
  }

  /** Seeds zones, makes the position where there is none (with the preloaded days), and takes its place. */
  async begin(connection: Connection): Promise<void> {
    await connection.query(CREATE_POSITION_TABLE);
    await seedZones(connection, this.sample.zones);
    const events = this.#events(0);
    const start = events[0]?.at ?? 0;
    const preloaded = events.filter((event) => event.at < start + this.settings.preloadDays * 86_400);
    const reached = preloaded.at(-1)?.at ?? start;
    await connection.beginTransaction();
    if (await insertPosition(connection, 0, preloaded.length, localTime(reached)))
      await insertTrips(connection, rowsAfter(preloaded));
    const position = await lockPosition(connection);
    await movePosition(connection, { ...position, acked: position.paused, businessTime: null });
    await connection.commit();
    this.#take(position);
    this.#lastTick = this.now();
  }

  /** Writes what has become due since the last tick, in one transaction with the position. */
  async tick(connection: Connection): Promise<void> {
    const now = this.now();
    const step = Math.min(now - this.#lastTick, MAX_STEP_MS);
    this.#lastTick = now;
    const known = this.#position;
    if (known !== null && !known.paused) {
      this.#clock += (step / 1000) * this.settings.speed;
      if (this.#due(known).events.length === 0 && now - this.#lastWrite < HEARTBEAT_MS) return;
    } else if (now - this.#lastWrite < HEARTBEAT_MS) return;
    await connection.beginTransaction();
    const position = await lockPosition(connection);
    if (known === null || position.lap !== known.lap || position.nextEvent !== known.nextEvent)
      this.#take(position);
    const { events, lap, nextEvent } = position.paused ? { events: [], ...position } : this.#due(position);
    await writeEvents(connection, events);
    const last = events.at(-1);
    await movePosition(connection, {
      lap,
      nextEvent,
      acked: position.paused,
      businessTime: last === undefined ? null : localTime(last.at),
    });
    await connection.commit();
    this.#position = { lap, nextEvent, paused: position.paused };
    this.#lastWrite = now;
    if (events.length === MAX_EVENTS_A_TICK && last !== undefined) this.#clock = last.at;
  }

  #due(from: Position): {
    readonly events: readonly BusinessEvent[];
    readonly lap: number;
    readonly nextEvent: number;
  } {
    let { lap, nextEvent } = from;
    const events: BusinessEvent[] = [];
    while (events.length < MAX_EVENTS_A_TICK) {
      const event = this.#events(lap)[nextEvent];
      if (event === undefined) {
        lap += 1;
        nextEvent = 0;
        continue;
      }
      if (event.at > this.#clock) break;
      events.push(event);
      nextEvent += 1;
    }
    return { events, lap, nextEvent };
  }

  #take(position: Position): void {
    this.#position = position;
    const events = this.#events(position.lap);
    this.#clock = (events[position.nextEvent - 1] ?? events[0])?.at ?? 0;
  }

  #events(lap: number): readonly BusinessEvent[] {
    if (this.#lap?.number !== lap) this.#lap = { number: lap, events: businessEvents(this.sample, lap) };
    return this.#lap.events;
  }
}

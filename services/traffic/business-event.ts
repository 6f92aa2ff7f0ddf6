import type { TaxiSample, TaxiTrip } from "./taxi-trips";

/** A row of `business.trips` as the driver sends it: times and amounts are text, so that they are exact. */
export interface TripRow {
  readonly trip_id: number;
  readonly pickup_at: string;
  readonly dropoff_at: string | null;
  readonly passengers: number;
  readonly distance: string | null;
  readonly fare: string | null;
  readonly tip: string | null;
  readonly tolls: string | null;
  readonly total: string | null;
  readonly color: string;
  readonly payment: string | null;
  readonly pickup_zone_id: number | null;
  readonly dropoff_zone_id: number | null;
  readonly channel: string;
}

/** One thing that the business does to a trip at a time (seconds since 1970 of the local clock). */
export type BusinessEvent =
  | { readonly at: number; readonly tripId: number; readonly kind: "insert"; readonly row: TripRow }
  | {
      readonly at: number;
      readonly tripId: number;
      readonly kind: "update";
      readonly changes: Partial<TripRow>;
    }
  | { readonly at: number; readonly tripId: number; readonly kind: "delete" };

/** How far a lap's times are after the lap before. */
export const LAP_SECONDS = 31 * 86_400;
/** How far a lap's trip ids are above the lap before. */
export const LAP_IDS = 10_000;

/**
 * Everything that happens in one lap through the sample, in order of time: a pure function of sample and lap.
 *
 * Each trip is inserted at pickup and updated at dropoff; about 2 % are corrected some minutes later, 0.5 % are
 * cancelled on the way and 0.5 % deleted as duplicates afterwards. Who, is decided by a hash of the trip's id.
 */
export function businessEvents(sample: TaxiSample, lap: number): readonly BusinessEvent[] {
  const zones = new Map(sample.zones.map((zone) => [zone.name, zone.zoneId]));
  const zoneId = (name: string | null): number | null => (name === null ? null : (zones.get(name) ?? null));
  const events = sample.trips.flatMap((trip, i) => tripEvents(trip, lap, lap * LAP_IDS + i + 1, zoneId));
  return events.sort((a, b) => a.at - b.at || a.tripId - b.tripId || RANK[a.kind] - RANK[b.kind]);
}

/** The rows that are left when `events` have happened, in order of trip id. */
export function rowsAfter(
  events: Iterable<BusinessEvent>,
  before: readonly TripRow[] = [],
): readonly TripRow[] {
  const rows = new Map(before.map((row) => [row.trip_id, row]));
  for (const event of events) {
    if (event.kind === "insert") rows.set(event.tripId, event.row);
    else if (event.kind === "delete") rows.delete(event.tripId);
    else {
      const row = rows.get(event.tripId);
      if (row !== undefined) rows.set(event.tripId, { ...row, ...event.changes });
    }
  }
  return [...rows.values()].sort((a, b) => a.trip_id - b.trip_id);
}

/** `2019-03-23 20:21:09` for seconds since 1970. */
export function localTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
}

const RANK = { insert: 0, update: 1, delete: 2 };

function tripEvents(
  trip: TaxiTrip,
  lap: number,
  tripId: number,
  zoneId: (name: string | null) => number | null,
): readonly BusinessEvent[] {
  const pickup = trip.pickup + lap * LAP_SECONDS;
  // The sample has trips that end when they begin; none may end before.
  const dropoff = Math.max(trip.dropoff + lap * LAP_SECONDS, pickup);
  const inserted: BusinessEvent = {
    at: pickup,
    tripId,
    kind: "insert",
    row: bookedRow(trip, tripId, pickup, zoneId(trip.pickupZone)),
  };
  const fate = chance(tripId, 1, 1_000);
  if (fate < 5 && dropoff - pickup > 60)
    return [inserted, { at: pickup + 1 + chance(tripId, 2, 59), tripId, kind: "delete" }];
  const finished: BusinessEvent = {
    at: dropoff,
    tripId,
    kind: "update",
    changes: {
      dropoff_at: localTime(dropoff),
      distance: amount(trip.distance),
      fare: amount(trip.fare),
      tip: amount(trip.tip),
      tolls: amount(trip.tolls),
      total: amount(trip.total),
      payment: trip.payment,
      dropoff_zone_id: zoneId(trip.dropoffZone),
    },
  };
  const later = dropoff + 120 + chance(tripId, 3, 1_080);
  if (fate < 10) return [inserted, finished, { at: later, tripId, kind: "delete" }];
  if (fate < 30)
    return [inserted, finished, { at: later, tripId, kind: "update", changes: correction(trip, tripId) }];
  return [inserted, finished];
}

function bookedRow(trip: TaxiTrip, tripId: number, pickup: number, pickupZone: number | null): TripRow {
  return {
    trip_id: tripId,
    pickup_at: localTime(pickup),
    dropoff_at: null,
    passengers: trip.passengers,
    distance: null,
    fare: null,
    tip: null,
    tolls: null,
    total: null,
    color: trip.color,
    payment: null,
    pickup_zone_id: pickupZone,
    dropoff_zone_id: null,
    channel: "sample",
  };
}

/** Fare up or down by 50 cents to 5 dollars, a card's tip perhaps too; the total follows to the cent. */
function correction(trip: TaxiTrip, tripId: number): Partial<TripRow> {
  const step = (1 + chance(tripId, 4, 10)) * 50;
  const lower = chance(tripId, 5, 2) === 0 && trip.fare >= step + 100;
  const fare = trip.fare + (lower ? -step : step);
  const tip = trip.tip > 0 && chance(tripId, 6, 2) === 0 ? chance(tripId, 7, 2 * trip.tip) : trip.tip;
  return {
    fare: amount(fare),
    tip: amount(tip),
    total: amount(trip.total + fare - trip.fare + tip - trip.tip),
  };
}

function amount(hundredths: number): string {
  return `${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}

/** A whole number below `below`, always the same for a trip and a question. */
function chance(tripId: number, question: number, below: number): number {
  let hash = Math.imul(tripId ^ Math.imul(question, 0x9e3779b9), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return ((hash ^ (hash >>> 15)) >>> 0) % below;
}

import { describe, expect, it } from "vitest";
import { businessEvents, LAP_IDS, LAP_SECONDS, rowsAfter } from "../../../../services/traffic/business-event";
import { parseTaxiSample, readTaxiSample } from "../../../../services/traffic/taxi-trips";

const sample = readTaxiSample();
const events = businessEvents(sample, 0);
const cents = (text: string | null): number => Math.round(Number(text ?? "0") * 100);

describe("the taxi sample", () => {
  it("is read whole: trips, zones in order of name, empty fields as null", () => {
    expect(sample.trips).toHaveLength(6_433);
    expect(sample.zones).toHaveLength(213);
    expect(sample.zones.map((zone) => zone.zoneId)).toEqual(sample.zones.map((_, i) => i + 1));
    expect(sample.zones[0]).toEqual({ zoneId: 1, name: "Allerton/Pelham Gardens", borough: "Bronx" });
    expect(sample.trips.filter((trip) => trip.payment === null)).toHaveLength(44);
    expect(sample.trips.filter((trip) => trip.pickupZone === null)).toHaveLength(26);
    expect(sample.trips.reduce((sum, trip) => sum + trip.total, 0)).toBe(11_912_497);
  });

  it("is refused with the line that is wrong", () => {
    const header =
      "pickup,dropoff,passengers,distance,fare,tip,tolls,total,color,payment,pickup_zone,dropoff_zone,pickup_borough,dropoff_borough";
    expect(() => parseTaxiSample("a,b")).toThrow(/first line/);
    expect(() => parseTaxiSample(`${header}\n1,2`)).toThrow(/line 2/);
    expect(() => parseTaxiSample(`${header}\n2019-02-31x,,,,,,,,,,,,,`)).toThrow(
      /"2019-02-31x" where a time/,
    );
  });
});

describe("business events", () => {
  it("are the same every time and in order of time", () => {
    expect(businessEvents(sample, 0)).toEqual(events);
    for (let i = 1; i < events.length; i++)
      expect(events[i]?.at).toBeGreaterThanOrEqual(events[i - 1]?.at ?? 0);
  });

  it("insert each trip once and first, then change it, and delete it last", () => {
    const state = new Map<number, string>();
    for (const { tripId, kind } of events) {
      const before = state.get(tripId);
      expect(kind === "insert" ? before === undefined : before !== undefined && before !== "delete").toBe(
        true,
      );
      state.set(tripId, kind);
    }
    expect(state.size).toBe(6_433);
  });

  it("hold about 1 % deletes and 2 % corrections", () => {
    const deletes = events.filter((event) => event.kind === "delete").length;
    const corrections = events.filter(
      (event) => event.kind === "update" && event.changes.dropoff_at === undefined,
    ).length;
    expect(deletes).toBeGreaterThan(40);
    expect(deletes).toBeLessThan(90);
    expect(corrections).toBeGreaterThan(90);
    expect(corrections).toBeLessThan(170);
  });

  it("keep the total's difference to its parts through corrections, to the cent", () => {
    const rest = (row: { fare: string | null; tip: string | null; total: string | null }) =>
      cents(row.total) - cents(row.fare) - cents(row.tip);
    const rows = rowsAfter(events);
    expect(rows.length).toBe(6_433 - events.filter((event) => event.kind === "delete").length);
    for (const row of rows) {
      const trip = sample.trips[row.trip_id - 1];
      expect(rest(row)).toBe((trip?.total ?? 0) - (trip?.fare ?? 0) - (trip?.tip ?? 0));
      expect(row.fare).toMatch(/^\d+\.\d{2}$/);
      expect(row.tip).toMatch(/^\d+\.\d{2}$/);
      expect(cents(row.fare)).toBeGreaterThan(0);
      expect(row.dropoff_at === null || row.dropoff_at >= row.pickup_at).toBe(true);
      expect(row.channel).toBe("sample");
    }
  });

  it("repeat each lap with other ids and times", () => {
    const next = businessEvents(sample, 1);
    const shift = (lap: typeof events) =>
      lap.filter((event) => event.kind === "insert").map((event) => event.at);
    expect(shift(next)).toEqual(shift(events).map((at) => at + LAP_SECONDS));
    expect(Math.min(...next.map((event) => event.tripId))).toBe(LAP_IDS + 1);
    expect(Math.max(...events.map((event) => event.tripId))).toBeLessThanOrEqual(LAP_IDS);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../components/process/project-root";

/** One trip of the sample file. Times are seconds since 1970 of the local clock, amounts are cents. */
export interface TaxiTrip {
  readonly pickup: number;
  readonly dropoff: number;
  readonly passengers: number;
  /** Hundredths of a mile. */
  readonly distance: number;
  readonly fare: number;
  readonly tip: number;
  readonly tolls: number;
  readonly total: number;
  readonly color: string;
  readonly payment: string | null;
  readonly pickupZone: string | null;
  readonly dropoffZone: string | null;
}

/** A row of `business.zones`. */
export interface Zone {
  readonly zoneId: number;
  readonly name: string;
  readonly borough: string;
}

/** The sample file read whole: its trips in file order, and its zones numbered from 1 in order of name. */
export interface TaxiSample {
  readonly trips: readonly TaxiTrip[];
  readonly zones: readonly Zone[];
}

const HEADER =
  "pickup,dropoff,passengers,distance,fare,tip,tolls,total,color,payment,pickup_zone,dropoff_zone,pickup_borough,dropoff_borough";

/** Reads the project's sample file. */
export function readTaxiSample(): TaxiSample {
  return parseTaxiSample(
    readFileSync(join(projectRoot(), "services", "traffic", "data", "nyc-taxi-trips.csv"), "utf8"),
  );
}

/** Reads the sample format: one header line, no quotes, empty fields for NULL. Throws with the line's number. */
export function parseTaxiSample(text: string): TaxiSample {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  if (header !== HEADER) throw new Error(`the taxi sample's first line is not "${HEADER}"`);
  const boroughs = new Map<string, string>();
  const trips = lines.map((line, i) => {
    const cells = line.split(",");
    if (cells.length !== 14 || line.includes('"'))
      throw new Error(`the taxi sample's line ${i + 2} does not have 14 plain fields`);
    const cell = (at: number): string => cells[at] ?? "";
    for (const at of [10, 11]) if (cell(at) !== "") boroughs.set(cell(at), cell(at + 2));
    return {
      pickup: seconds(cell(0)),
      dropoff: seconds(cell(1)),
      passengers: Number(cell(2)),
      distance: hundredths(cell(3)),
      fare: hundredths(cell(4)),
      tip: hundredths(cell(5)),
      tolls: hundredths(cell(6)),
      total: hundredths(cell(7)),
      color: cell(8),
      payment: cell(9) || null,
      pickupZone: cell(10) || null,
      dropoffZone: cell(11) || null,
    };
  });
  const names = [...boroughs.keys()].sort((a, b) => (a < b ? -1 : 1));
  return {
    trips,
    zones: names.map((name, i) => ({ zoneId: i + 1, name, borough: boroughs.get(name) ?? "" })),
  };
}

function seconds(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)
    ? Date.parse(`${text.replace(" ", "T")}Z`)
    : Number.NaN;
  if (Number.isNaN(ms)) throw new Error(`the taxi sample holds "${text}" where a time belongs`);
  return ms / 1000;
}

function hundredths(text: string): number {
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) throw new Error(`the taxi sample holds "${text}" where an amount belongs`);
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

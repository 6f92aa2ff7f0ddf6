import type { Connection } from "mysql2/promise";
import type { BusinessEvent, TripRow } from "./business-event";
import type { Zone } from "./taxi-trips";

const COLUMNS: readonly (keyof TripRow)[] = [
  "trip_id",
  "pickup_at",
  "dropoff_at",
  "passengers",
  "distance",
  "fare",
  "tip",
  "tolls",
  "total",
  "color",
  "payment",
  "pickup_zone_id",
  "dropoff_zone_id",
  "channel",
];
const ROWS_A_STATEMENT = 500;

/** Inserts finished or running trips, many a statement. */
export async function insertTrips(connection: Connection, rows: readonly TripRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const batch = rows.slice(from, from + ROWS_A_STATEMENT);
    await connection.query(`INSERT INTO trips (${COLUMNS.join(", ")}) VALUES ?`, [
      batch.map((row) => COLUMNS.map((column) => row[column])),
    ]);
  }
}

/**
 * Writes events inside the caller's transaction: first all inserts, then updates, then deletes. Each trip's own
 * events come in that order anyway, so the result is that of writing them one by one.
 */
export async function writeEvents(connection: Connection, events: readonly BusinessEvent[]): Promise<void> {
  await insertTrips(
    connection,
    events.flatMap((event) => (event.kind === "insert" ? [event.row] : [])),
  );
  for (const event of events) {
    if (event.kind !== "update") continue;
    const changed = COLUMNS.filter((column) => event.changes[column] !== undefined);
    await connection.execute(
      `UPDATE trips SET ${changed.map((column) => `${column} = ?`).join(", ")} WHERE trip_id = ?`,
      [...changed.map((column) => event.changes[column] ?? null), event.tripId],
    );
  }
  for (const event of events)
    if (event.kind === "delete")
      await connection.execute("DELETE FROM trips WHERE trip_id = ?", [event.tripId]);
}

/** Makes `zones` hold the sample's zones; rows that are right already are not touched. */
export async function seedZones(connection: Connection, zones: readonly Zone[]): Promise<void> {
  await connection.query(
    "INSERT INTO zones (zone_id, name, borough) VALUES ? ON DUPLICATE KEY UPDATE name = VALUES(name), borough = VALUES(borough)",
    [zones.map((zone) => [zone.zoneId, zone.name, zone.borough])],
  );
}

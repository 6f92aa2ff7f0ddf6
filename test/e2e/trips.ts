import type { Pool } from "mysql2/promise";

/** Inserts one finished trip that the business booked itself: channel `app`, ids from 1,000,000,000. */
export async function insertTrip(
  source: Pool,
  trip: { id: number; dropoffAt: string; zoneId: number; total: string },
): Promise<void> {
  await source.execute(
    `INSERT INTO trips (trip_id, pickup_at, dropoff_at, passengers, distance, fare, tip, tolls, total, color, payment,
                        pickup_zone_id, dropoff_zone_id, channel)
     VALUES (?, ?, ?, 1, '1.50', ?, '0.00', '0.00', ?, 'yellow', 'cash', ?, ?, 'app')`,
    [trip.id, trip.dropoffAt, trip.dropoffAt, trip.total, trip.total, trip.zoneId, trip.zoneId],
  );
}

/** The id of some zone of a borough. */
export async function zoneOf(source: Pool, borough: string): Promise<number> {
  const [rows] = await source.query("SELECT MIN(zone_id) AS id FROM zones WHERE borough = ?", [borough]);
  const id = Number((rows as { id: string | null }[])[0]?.id);
  if (!id) throw new Error(`no zone in ${borough} yet`);
  return id;
}

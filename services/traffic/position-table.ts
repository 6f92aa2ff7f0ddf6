import type { Connection, ResultSetHeader, RowDataPacket } from "mysql2/promise";

/** How far the replay is: the next event of a lap, and whether it is told to pause. */
export interface Position {
  readonly lap: number;
  readonly nextEvent: number;
  readonly paused: boolean;
}

/**
 * The one row that remembers the position. It changes in the same transaction as the events that it covers, and that
 * transaction begins by locking it: so events are neither lost nor doubled, not even by two processes at once.
 */
export const CREATE_POSITION_TABLE = `CREATE TABLE IF NOT EXISTS sample_traffic (
  id TINYINT NOT NULL PRIMARY KEY,
  lap INT NOT NULL,
  next_event INT NOT NULL,
  business_time DATETIME NOT NULL,
  paused BOOLEAN NOT NULL DEFAULT FALSE,
  acked BOOLEAN NOT NULL DEFAULT FALSE,
  heartbeat_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)
) COMMENT 'Position of the sample traffic'`;

/** Makes the row where there is none; true when this call made it. */
export async function insertPosition(
  connection: Connection,
  lap: number,
  nextEvent: number,
  businessTime: string,
): Promise<boolean> {
  const [result] = await connection.execute<ResultSetHeader>(
    "INSERT IGNORE INTO sample_traffic (id, lap, next_event, business_time) VALUES (1, ?, ?, ?)",
    [lap, nextEvent, businessTime],
  );
  return result.affectedRows === 1;
}

/** Reads the position and keeps everyone else from changing it until the transaction ends. */
export async function lockPosition(connection: Connection): Promise<Position> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT lap, next_event, paused FROM sample_traffic WHERE id = 1 FOR UPDATE",
  );
  const row = rows[0];
  if (row === undefined)
    throw new Error("the row of sample_traffic is gone; drop the table sample_traffic to start over");
  return { lap: Number(row.lap), nextEvent: Number(row.next_event), paused: Number(row.paused) === 1 };
}

/** Moves the position; `acked` says that a pause is seen and nothing is in flight. */
export async function movePosition(
  connection: Connection,
  to: Omit<Position, "paused"> & { readonly acked: boolean; readonly businessTime: string | null },
): Promise<void> {
  await connection.execute(
    `UPDATE sample_traffic SET lap = ?, next_event = ?, business_time = COALESCE(?, business_time), acked = ?,
       heartbeat_at = CURRENT_TIMESTAMP(3) WHERE id = 1`,
    [to.lap, to.nextEvent, to.businessTime, to.acked],
  );
}

import type { Connection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { TrafficDatabase } from "./traffic-config";
import { connectTraffic } from "./traffic-connection";

/** How the sample traffic stands. */
export interface TrafficStatus {
  /** Whether a process has shown life in the last 3 s. */
  readonly running: boolean;
  readonly paused: boolean;
  readonly lap: number;
  /** Index of the next event of the lap. */
  readonly nextEvent: number;
  /** `YYYY-MM-DD HH:MM:SS` of the last event that was written. */
  readonly businessTime: string;
}

/** Where the sample traffic of a stack writes. */
export interface TrafficTarget {
  /** `.strata/<stack>`. */
  readonly stackFolder: string;
  readonly mysql: TrafficDatabase;
}

const ACK_MS = 5_000;

/** How the traffic stands; null when none was ever started here. Throws when the database can't be reached. */
export function trafficStatus(target: TrafficTarget): Promise<TrafficStatus | null> {
  return using(target, readStatus);
}

/**
 * Stops the traffic from writing until `resumeTraffic`. When this returns nothing is in flight: the change waits for
 * the transaction that is being written, and every later one sees it. Null when none was ever started here.
 */
export function pauseTraffic(target: TrafficTarget): Promise<TrafficStatus | null> {
  return using(target, (connection) => setPaused(connection, true));
}

/** Lets the traffic go on from where it stopped. Null when none was ever started here. */
export function resumeTraffic(target: TrafficTarget): Promise<TrafficStatus | null> {
  return using(target, (connection) => setPaused(connection, false));
}

async function using<T>(target: TrafficTarget, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connectTraffic(target.mysql, target.stackFolder);
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}

async function setPaused(connection: Connection, paused: boolean): Promise<TrafficStatus | null> {
  if (!(await exists(connection))) return null;
  const [result] = await connection.execute<ResultSetHeader>(
    "UPDATE sample_traffic SET paused = ? WHERE id = 1",
    [paused],
  );
  if (result.affectedRows === 0) return null;
  for (const end = Date.now() + ACK_MS; Date.now() < end; ) {
    const { acked, status } = await read(connection);
    if (status === null || !status.running || acked === paused) return status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return readStatus(connection);
}

async function readStatus(connection: Connection): Promise<TrafficStatus | null> {
  return (await exists(connection)) ? (await read(connection)).status : null;
}

async function exists(connection: Connection): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'sample_traffic'",
  );
  return rows.length === 1;
}

async function read(
  connection: Connection,
): Promise<{ readonly acked: boolean; readonly status: TrafficStatus | null }> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT lap, next_event, business_time, paused, acked,
       TIMESTAMPDIFF(MICROSECOND, heartbeat_at, CURRENT_TIMESTAMP(3)) < 3000000 AS running FROM sample_traffic WHERE id = 1`,
  );
  const row = rows[0];
  if (row === undefined) return { acked: false, status: null };
  return {
    acked: Number(row.acked) === 1,
    status: {
      running: Number(row.running) === 1,
      paused: Number(row.paused) === 1,
      lap: Number(row.lap),
      nextEvent: Number(row.next_event),
      businessTime: String(row.business_time),
    },
  };
}

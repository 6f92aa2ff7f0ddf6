import * as path from "node:path";

/** What MariaDB's configuration depends on. */
export interface MariadbSettings {
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly folder: string;
  /** Absolute path of the unpacked package. */
  readonly base: string;
  /** InnoDB's buffer pool in MiB. */
  readonly bufferPool: number;
}

/** The my.cnf of the local MariaDB: on loopback, binlog for change data capture, every commit durable, small buffers. */
export function mariadbConfig({ port, folder, base, bufferPool }: MariadbSettings): string {
  const asRoot = process.getuid?.() === 0;
  return `[mariadbd]
${asRoot ? "user=root\n" : ""}basedir=${base}
datadir=${path.join(folder, "files")}
lc-messages-dir=${path.join(base, "share")}
tmpdir=${path.join(folder, "tmp")}
pid-file=${path.join(folder, "mariadbd.pid")}
socket=
bind-address=127.0.0.1
port=${port}
skip-name-resolve=ON
# On loopback; else every start makes a new RSA key first, which takes 2 to 10 s of CPU.
skip-ssl
local-infile=OFF
character-set-server=utf8mb4
default-time-zone=+00:00

server-id=1
log-bin=binlog
binlog-format=ROW
binlog-row-image=FULL
binlog-expire-logs-seconds=604800
max-binlog-size=64M
sync-binlog=1
innodb-flush-log-at-trx-commit=1

innodb-buffer-pool-size=${bufferPool}M
innodb-log-file-size=48M
innodb-log-buffer-size=4M
innodb-buffer-pool-dump-at-shutdown=OFF
innodb-buffer-pool-load-at-startup=OFF
aria-pagecache-buffer-size=4M
key-buffer-size=1M
performance-schema=OFF
query-cache-type=OFF
max-connections=100
table-open-cache=200
thread-cache-size=8
`;
}

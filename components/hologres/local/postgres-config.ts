/** What PostgreSQL's configuration depends on. */
export interface PostgresSettings {
  readonly port: number;
  /** Shared buffers in MiB. */
  readonly sharedBuffers: number;
}

/** The postgresql.conf of the local PostgreSQL: on loopback, every commit durable, small buffers, nothing outside its folder. */
export function postgresConfig({ port, sharedBuffers }: PostgresSettings): string {
  return `listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 100
password_encryption = 'scram-sha-256'

shared_buffers = ${sharedBuffers}MB
dynamic_shared_memory_type = mmap
max_wal_size = 256MB
min_wal_size = 64MB
wal_buffers = 1MB
maintenance_work_mem = 32MB
io_method = sync
jit = off

fsync = on
synchronous_commit = on
full_page_writes = on

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
lc_messages = 'C'
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m %p %q%u@%d '
default_text_search_config = 'pg_catalog.simple'
`;
}

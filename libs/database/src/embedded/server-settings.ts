/** PostgreSQL settings by name. */
export type ServerSettings = Readonly<Record<string, string>>;

/** Settings that differ from PostgreSQL's defaults or must not depend on them. */
export function serverSettings(port: number, more: ServerSettings = {}): ServerSettings {
  return {
    // Loopback only; every connection proves the password (SCRAM), also those of other users of the machine.
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    // What was answered as done survives kill -9 and power failure (I3).
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Below our lock_timeout of 500 ms, or no deadlock would ever be seen as one and repaired by trying again (F-16).
    deadlock_timeout: '100ms',
    // Recovery writes everything down before it begins: at once where the system can, else file by file.
    recovery_init_sync_method: process.platform === 'linux' ? 'syncfs' : 'fsync',
    max_connections: '100',
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    // What went wrong with the server itself; failed statements are the caller's story and would quote values.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    log_timezone: 'UTC',
    ...more,
  };
}

/** The settings as arguments of the postgres program, which neither a file nor ALTER SYSTEM overrules. */
export function settingArguments(settings: ServerSettings): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

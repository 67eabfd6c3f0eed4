import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { poolSettings, type ConnectionRequest } from './connection-settings.js';

/**
 * TypeORM's options. The schema is changed by migrations only; no extension is installed (gen_random_uuid() is built in).
 * @param onLostConnection told of idle connections that were lost; the pool replaces them by itself (F-09)
 */
export function dataSourceOptions(
  request: ConnectionRequest,
  onLostConnection: (error: Error) => void,
): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url: request.url,
    synchronize: false,
    migrationsRun: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    logging: false,
    poolErrorHandler: onLostConnection,
    extra: poolSettings(request),
  };
}

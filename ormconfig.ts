import { DataSource } from 'typeorm';
import { dataSourceOptions } from './libs/database/src/data-source-options.js';
import { allMigrations } from './libs/database/src/migrations/all-migrations.js';

/** Where the database is; the embedded one's address is in data/postgres, in the files `port` and `credentials.json`. */
// eslint-disable-next-line no-restricted-syntax -- TypeORM's command line offers no other way to say it
const url = process.env.DATABASE_URL ?? 'postgres://127.0.0.1/gatehouse';

/** For the command line of TypeORM, after a build: `typeorm -d dist/ormconfig.js migration:show` (or `migration:revert`). */
export default new DataSource({
  ...dataSourceOptions({ url, poolSize: 2 }, () => undefined),
  migrations: [...allMigrations],
});

/** A process of its own around the embedded database: `… embedded-postgres-process.ts <data folder>`. Says its URLs as one line of JSON. */
import { startEmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres.js';

const dataDirectory = process.argv[2] ?? '';
const log = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

try {
  const database = await startEmbeddedPostgres({ dataDirectory, log });
  const alive = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
    void database.stop();
  });
  process.stdout.write(`${JSON.stringify({ url: database.url })}\n`);
} catch (error) {
  log(String(error));
  process.exitCode = 1;
}

/**
 * A process of its own around the embedded database: `… embedded-postgres-process.ts <data folder> [joins]`, as servers start it or as commands join
 * it. Says its URL as one line of JSON.
 */
import { startEmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres.js';
import { joinEmbeddedPostgres } from '../../libs/database/src/embedded/joined-postgres.js';

const [dataDirectory = '', mode] = process.argv.slice(2);
const log = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

async function open(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  if (mode === 'joins') {
    const { url, leave } = await joinEmbeddedPostgres({ dataDirectory, log });
    return { url, close: leave };
  }
  const { url, stop } = await startEmbeddedPostgres({ dataDirectory, log });
  return { url, close: stop };
}

try {
  const { url, close } = await open();
  const alive = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
    void close();
  });
  process.once('SIGINT', () => {
    process.exit(130);
  });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
} catch (error) {
  log(String(error));
  process.exitCode = 1;
}

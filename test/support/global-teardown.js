// After the last test of a Jest run, in the same process as the set-up.
import './typescript-hooks.js';

export default async function tearDown() {
  const { stopDatabaseServer } = await import('./database-server.js');
  await stopDatabaseServer();
}

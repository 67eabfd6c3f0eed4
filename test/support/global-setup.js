// Before the first test of a Jest run. Plain JavaScript, because Jest would turn TypeScript into CommonJS here.
import './typescript-hooks.js';

export default async function setUp() {
  const { startDatabaseServer } = await import('./database-server.js');
  await startDatabaseServer();
}

import { postForm } from '../support/app.js';
import { patientApp } from '../support/cluster-apps.js';
import { ServerProcess, statusOf } from '../support/server-process.js';

/** Requests whose lines fill what the system keeps for a reader, and more. */
const ENOUGH = 1_500;

let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.prepare({ clients: [patientApp] });
});

afterAll(() => server.dispose(), 60_000);

/** Statuses of refused requests, each of which is a line in the log. */
async function refusedStatuses(): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>();
  for (let sent = 0; sent < ENOUGH; sent += 20) {
    const portion = Array.from({ length: 20 }, () =>
      postForm(server.tokenUrl, { grant_type: `unheard-of-${'x'.repeat(150)}` }),
    );
    for (const { status } of await Promise.all(portion)) statuses.add(status);
  }
  return statuses;
}

describe.each(['gone', 'stalled'] as const)('F-57: a server whose reader of standard output is %s', (reader) => {
  test('from the start on, gets ready, answers, and obeys SIGTERM', async () => {
    await server.launch().leaveUnread(reader).ready();

    const statuses = await refusedStatuses();
    const live = await statusOf(`${server.healthUrl}/health/live`);
    const from = performance.now();
    const ending = await server.end('SIGTERM');

    expect({ statuses: [...statuses], live }).toEqual({ statuses: [400], live: 200 });
    expect(ending).toEqual({ code: 0, signal: null });
    expect(performance.now() - from).toBeLessThan(8_000);
  }, 120_000);
});

import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Serving } from '../listeners/serving.js';
import { portProblems } from './port-problems.js';

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** A port that is taken. */
async function occupied(): Promise<number> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const moduleAt = (moduleId: string, port: number, bindAddress = '127.0.0.1') =>
  ({ moduleId, port, bindAddress }) as Serving;

test('F-31: all ports in use are told together, each listener once', async () => {
  const [healthPort, port] = [await occupied(), await occupied()];
  const serving = [moduleAt('one', port), moduleAt('two', port), moduleAt('three', 0)];

  const problems = await portProblems({ serving, healthPort });

  expect(problems.map(({ key, problem }) => [key, problem])).toEqual([
    ['GATEHOUSE_HEALTH_PORT', `port ${healthPort} is in use`],
    ['module.one.config.port', `port ${port} is in use`],
  ]);
  expect(problems.every(({ remedy }) => remedy !== '')).toBe(true);
});

test('F-31: an address that this machine has not', async () => {
  const [problem] = await portProblems({ serving: [moduleAt('one', 65_000, '192.0.2.1')], healthPort: 0 });

  expect(problem).toMatchObject({ key: 'module.one.config.port' });
  expect(problem?.problem).toContain('192.0.2.1');
});

test.each([65_536, -1, 1.5])('what is no port is not asked for: %d', async (port) => {
  expect(await portProblems({ serving: [moduleAt('one', port)], healthPort: port })).toEqual([]);
});

test('a free port has no problem and is free afterwards', async () => {
  const port = await occupied();
  await new Promise((resolve) => open.splice(0)[0]?.close(resolve));
  const listening = { serving: [moduleAt('one', port)], healthPort: port };

  expect([await portProblems(listening), await portProblems(listening)]).toEqual([[], []]);
});

import { connect } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { postForm, type Tokens } from '../support/app.js';
import { newVisitor, patientApp, refreshFields, tokensFor } from '../support/cluster-apps.js';
import { ServerProcess, until } from '../support/server-process.js';

/** Apps that refresh all the time, one request after the other. */
const APPS = 8;

let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.prepare({ clients: [patientApp], properties: ['gatehouse.mode=production'] });
});

afterAll(() => server.dispose(), 60_000);

/** What a balancer's client saw: answers by status, and requests that got none although the server was ready when they were sent. */
interface Seen {
  readonly statuses: Map<number, number>;
  lost: number;
}

/** Refreshes as long as the server is ready, as behind a balancer that watches readiness. */
async function refreshWhileReady(first: Tokens, isReady: () => boolean, seen: Seen): Promise<void> {
  let tokens = first;
  while (isReady()) {
    const response = await postForm(server.tokenUrl, refreshFields('patient-app', tokens)).catch(() => undefined);
    if (response === undefined) seen.lost += 1;
    else seen.statuses.set(response.status, (seen.statuses.get(response.status) ?? 0) + 1);
    if (response?.status !== 200) return;
    tokens = (await response.json()) as Tokens;
  }
}

/** A refresh of which all but the last byte is sent; `finish` sends that and returns the whole answer. */
async function halfSent(tokens: Tokens): Promise<{ finish: () => Promise<string> }> {
  const body = new URLSearchParams(refreshFields('patient-app', tokens)).toString();
  const head = [
    'POST /oauth/token HTTP/1.1',
    `host: 127.0.0.1:${server.port}`,
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${body.length}`,
  ];
  const socket = connect(server.port, '127.0.0.1');
  await new Promise<void>((resolve) =>
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`, () => resolve()),
  );
  return {
    finish: () => {
      socket.write(body.slice(-1));
      return text(socket);
    },
  };
}

function postmasterPid(): number {
  const place = join(server.folder, 'data', 'postgres');
  const location = join(place, 'location');
  const cluster = join(existsSync(location) ? readFileSync(location, 'utf8').trim() : place, 'cluster');
  return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('F-30, G-13: SIGTERM under load: unready first, no request lost, slow ones finish, exit 0, no orphan', async () => {
  await server.startAndWait();
  const postmaster = postmasterPid();
  const visitor = newVisitor();
  const families: Tokens[] = [];
  for (let n = 0; n <= APPS; n++) families.push(await tokensFor('patient-app', server.origin, visitor));
  const seen: Seen = { statuses: new Map(), lost: 0 };
  let ready = true;
  const load = families.slice(1).map((tokens) => refreshWhileReady(tokens, () => ready, seen));
  await until(() => (seen.statuses.get(200) ?? 0) > 20);
  const slow = await halfSent(families[0]!);

  server.signal('SIGTERM');
  expect(await until(async () => (await server.readiness()) === 503, 10)).toBe(true);
  ready = false;
  await Promise.all(load);
  expect(await until(async () => !(await accepts(server.port)), 10)).toBe(true);
  expect(isAlive(postmaster)).toBe(true);
  const answer = await slow.finish();
  const ending = await server.ended;

  expect({ lost: seen.lost, statuses: [...seen.statuses.keys()] }).toEqual({ lost: 0, statuses: [200] });
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer.toLowerCase()).toContain('connection: close');
  expect(ending).toEqual({ code: 0, signal: null });
  expect(isAlive(postmaster)).toBe(false);
  expect(server.output).not.toContain('"level":"error"');
}, 120_000);

test('F-30: an idle keep-alive connection does not hold up the stop', async () => {
  await server.startAndWait();
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET /jwk HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));

  const from = performance.now();
  const ending = await server.end('SIGTERM');

  socket.destroy();
  expect(ending).toEqual({ code: 0, signal: null });
  expect(performance.now() - from).toBeLessThan(8_000);
}, 120_000);

/** Whether the port takes a new connection. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

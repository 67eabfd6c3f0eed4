import { connect } from 'node:net';
import { sendRaw } from '../support/raw-http.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

let server: TestServer;
let port: number;

beforeAll(async () => {
  server = await startTestServer();
  port = Number(new URL(server.issuer).port);
});
afterAll(() => server.stop());

const HIDDEN = 'GET /jwk HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
const post = (...headers: readonly string[]): string =>
  ['POST /oauth/token HTTP/1.1', 'Host: 127.0.0.1', ...headers, '', ''].join('\r\n');

describe('F-41: a request whose end is in doubt is refused, and what hides behind it is not answered', () => {
  test.each([
    {
      name: 'a length and chunks',
      bytes: post('Content-Length: 4', 'Transfer-Encoding: chunked') + `0\r\n\r\n${HIDDEN}`,
    },
    { name: 'two lengths', bytes: post('Content-Length: 0', `Content-Length: ${HIDDEN.length}`) + HIDDEN },
    { name: 'a list of lengths', bytes: post(`Content-Length: 0, ${HIDDEN.length}`) + HIDDEN },
    { name: 'a signed length', bytes: post('Content-Length: +0') + HIDDEN },
    { name: 'a length that is no number', bytes: post('Content-Length: 0x0') + HIDDEN },
    { name: 'an encoding like chunked', bytes: post('Transfer-Encoding: xchunked') + `0\r\n\r\n${HIDDEN}` },
    { name: 'chunked not last', bytes: post('Transfer-Encoding: chunked, identity') + `0\r\n\r\n${HIDDEN}` },
    { name: 'a chunk of no size', bytes: post('Transfer-Encoding: chunked') + `x\r\n\r\n${HIDDEN}` },
    {
      name: 'a folded header',
      bytes: post('X-Folded: a\r\n Content-Length: 0', 'Transfer-Encoding: chunked') + `0\r\n\r\n${HIDDEN}`,
    },
    { name: 'a space before the colon', bytes: post('Content-Length : 0') + HIDDEN },
    { name: 'NUL in a header', bytes: post('X-Nul: a\0b', 'Content-Length: 0') + HIDDEN },
    { name: 'lines that end without CR', bytes: `POST /oauth/token HTTP/1.1\nHost: 127.0.0.1\nX: y\n\n${HIDDEN}` },
  ])('$name', async ({ bytes }) => {
    const { status, head, body } = await sendRaw(port, bytes);

    expect(status).toBe(400);
    expect((head + body).match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
  });

  test('20 KB of chunk extensions', async () => {
    const extension = `;${'x'.repeat(20_000)}`;

    expect((await sendRaw(port, `${post('Transfer-Encoding: chunked')}1${extension}\r\na\r\n`)).status).toBe(413);
  });

  test('an upgrade is not followed', async () => {
    const head = `GET /jwk HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`;

    expect((await sendRaw(port, head)).status).toBe(200);
  });
});

describe('F-40: sizes', () => {
  test('more headers than are read are refused, not dropped', async () => {
    const headers = Array.from({ length: 1_000 }, (_, n) => `X-H${n}: x`);

    expect((await sendRaw(port, post(...headers, 'Connection: close'))).status).toBe(431);
  });

  test('a body announced with 1 GB is refused before it comes', async () => {
    const from = performance.now();
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const { status } = await sendRaw(port, post(type, 'Content-Length: 1073741824', 'Connection: close'));

    expect(status).toBe(413);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe('F-38: who dawdles is cut off within 10 s', () => {
  const dawdlers = [
    { name: 'headers', first: 'GET /jwk HTTP/1.1\r\nHost: 127.0.0.1\r\n', more: 'X-Slow: y\r\n' },
    {
      name: 'a body',
      first: post('Content-Type: application/x-www-form-urlencoded', 'Content-Length: 5000'),
      more: 'a',
    },
  ];
  const connected = new Map<string, Promise<number>>();

  // All at once, so that they are waited for once.
  beforeAll(() => {
    for (const { name, first, more } of dawdlers) connected.set(name, dawdle(first, more));
  });

  test.each(dawdlers)('with $name', async ({ name }) => {
    const milliseconds = await connected.get(name);

    // Not at once: the connection was there, and what came was the beginning of a request.
    expect(milliseconds).toBeGreaterThan(1_000);
    expect(milliseconds).toBeLessThan(12_000);
  });
});

/** Sends the rest of a request bit by bit until the server has enough of it; answers for how many milliseconds it did not. */
function dawdle(first: string, more: string): Promise<number> {
  const from = performance.now();
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(first));
    const dripping = setInterval(() => socket.write(more), 500);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(performance.now() - from);
    });
    socket.resume();
  });
}

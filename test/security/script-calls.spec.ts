import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { GuardedEgress } from '#egress/guarded-egress';
import type { NameService } from '#egress/host-resolver';
import { HostCalls } from '#scripts/apis/host-calls';
import type { HttpOutcome } from '#scripts/apis/http-call';
import type { ScriptSettings } from '#scripts/configured-script.port';

/** Hears every connection; nothing may reach it. */
let canaries: readonly TcpServer[];
let ports: readonly number[];
let touched = 0;
/** The service that the module may call. */
let service: Server;
let port: number;
let answer: RequestListener;
const heard: { headers: object; body: string }[] = [];

/** Names and what they resolve to, answer by answer. */
const zone = new Map<string, string[][]>();
const names: NameService = (host) => {
  const answers = zone.get(host) ?? [];
  return Promise.resolve((answers.length > 1 ? answers.shift() : answers[0]) ?? []);
};

async function listening(server: Server | TcpServer, host: string): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  canaries = ['127.0.0.1', '::1'].map(() =>
    createTcpServer((socket) => {
      touched += 1;
      socket.destroy();
    }),
  );
  ports = await Promise.all(canaries.map((each, index) => listening(each, ['127.0.0.1', '::1'][index] ?? '')));
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    response.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  });
  port = await listening(service, '127.0.0.1');
});
afterAll(async () => {
  service.closeAllConnections();
  for (const each of [service, ...canaries]) await new Promise((resolve) => each.close(resolve));
});
beforeEach(() => {
  touched = 0;
  heard.length = 0;
  zone.clear();
  answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}');
});

interface Called {
  readonly result: HttpOutcome;
  readonly notes: readonly string[];
}

const settings: ScriptSettings = {
  ...{ nodeId: 'Master', moduleId: 'smart_auth', isModule: false, computeMillis: 250, totalMillis: 5_000 },
  allowedHosts: [],
};

/** A call as the guest asks for it, in production or evaluation mode. */
async function call(request: object, own: Partial<ScriptSettings> = {}, evaluation = false): Promise<Called> {
  const egress = new GuardedEgress({
    policy: { evaluation, allowedHosts: ['server-wide.example'] },
    names: { internet: names, operatingSystem: names },
    log: { warn: () => undefined },
  });
  const notes: string[] = [];
  const result = await new HostCalls(egress).answer({
    ...{ operation: 'http', payload: { method: 'GET', headers: {}, ...request }, settings: { ...settings, ...own } },
    endsAt: performance.now() + (own.totalMillis ?? settings.totalMillis),
    note: (text) => void notes.push(text),
  });
  return { result: result as HttpOutcome, notes };
}

const url = (): string => `http://127.0.0.1:${port}/launch`;
const allowed = (): Partial<ScriptSettings> => ({ allowedHosts: [`127.0.0.1:${port}`] });

test('a service that is listed is called, though it is internal and speaks http', async () => {
  const request = { url: url(), method: 'POST', headers: { authorization: 'Bearer abc' }, body: 'a=b' };
  const { result, notes } = await call(request, allowed());

  expect(result).toMatchObject({ status: 200, text: '{"a":1}', headers: { 'content-type': 'application/json' } });
  expect(heard).toMatchObject([{ body: 'a=b', headers: { authorization: 'Bearer abc', 'user-agent': 'Gatehouse' } }]);
  expect(notes).toEqual([]);
});

test.each([true, false])('V-99: without a list there is no network, evaluation mode: %s', async (evaluation) => {
  for (const address of [url(), 'https://93.184.216.34/', 'https://server-wide.example/']) {
    const { result, notes } = await call({ url: address }, {}, evaluation);
    const sentence = `Scripts of the module smart_auth may call no host: name ${new URL(address).host} in its property script.http.allowed_hosts.`;

    expect([result, notes]).toEqual([{ failure: sentence }, [`call refused: ${sentence}`]]);
  }
  expect(heard).toEqual([]);
});

describe('V-76, V-99: a list of one host opens nothing else', () => {
  const forms = [
    'http://127.0.0.1:PORT/',
    'https://127.0.0.1:PORT/',
    'http://0:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://127.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://localhost:PORT/',
    'http://localhost.:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://user:pw@context.example:PORT/',
    'http://context.example@127.0.0.1:PORT/',
    'http://context.example:PORT@127.0.0.1:PORT/',
    'http://127.0.0.1:PORT\\@context.example/',
    'http://127.0.0.1:PORT#@context.example/',
    'http://127.0.0.1:PORT/?context.example',
    'http://context.example.evil.test:PORT/',
    'http://evilcontext.example:PORT/',
    'http://context.example.:PORT/',
    'http://context%2eexample:PORT/',
    'http://context。example:PORT/',
    'http://ｃontext.example:PORT/',
    'http://context.example%00.evil.test:PORT/',
    'http:context.example:PORT/',
    '//context.example:PORT/',
    'http://context.example:22/',
    'http://context.example:5432/',
    'file:///etc/hostname',
    'gopher://context.example:PORT/',
    'ftp://context.example:PORT/',
    'data:application/json,{}',
    'javascript:1',
    '',
    `http://context.example:PORT/${'a'.repeat(2_048)}`,
  ];

  test.each(forms)('%s', async (form) => {
    for (const each of ports) {
      // The service has another address, so that whoever connects here was misled.
      zone.set('context.example', [['127.0.0.1']]);
      const address = form.replaceAll('PORT', String(each));
      const { result, notes } = await call({ url: address }, { allowedHosts: ['context.example:1'] }, true);

      expect(result).toEqual({ failure: expect.stringMatching(/script\.http\.allowed_hosts|closed to every call/) });
      expect(notes).toHaveLength(1);
    }
    expect(touched).toBe(0);
  });

  test.each([
    { name: 'metadata services', addresses: ['169.254.169.254'] },
    { name: 'metadata services beside a public address', addresses: ['93.184.216.34', '169.254.169.254'] },
    { name: 'loopback in the clothes of IPv6', addresses: ['::ffff:7f00:1'] },
    { name: 'this host as "any"', addresses: ['0.0.0.0'] },
    { name: 'link-local addresses', addresses: ['fe80::1'] },
  ])('a listed name that resolves to $name is not called', async ({ addresses }) => {
    zone.set('context.example', [addresses]);
    const { result } = await call(
      { url: `http://context.example:${ports[0]}/` },
      { allowedHosts: ['context.example'] },
    );

    expect(result).toEqual({ failure: expect.stringContaining('closed to every call') });
    expect(touched).toBe(0);
  });

  test('a name is asked for once, so a second answer misleads nobody', async () => {
    zone.set('context.example', [['127.0.0.1'], ['169.254.169.254']]);
    const { result } = await call(
      { url: url().replace('127.0.0.1', 'context.example') },
      { allowedHosts: ['context.example'] },
    );

    expect(result).toMatchObject({ status: 200 });
    expect(zone.get('context.example')).toEqual([['169.254.169.254']]);
  });
});

test.each([301, 302, 303, 307, 308])(
  'V-76, V-77: %d to this machine is not followed, and takes no credential along',
  async (status) => {
    answer = (_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${ports[0]}/` }).end();
    };
    const headers = { authorization: 'Bearer abc' };
    // Even where the way there would be open.
    const { result } = await call({ url: url(), headers }, { allowedHosts: ['127.0.0.1'] });

    expect(result).toEqual({ failure: expect.stringContaining('none is followed') });
    expect([touched, heard.length]).toEqual([0, 1]);
  },
);

test.each<{ name: string; headers: Record<string, string> }>([
  { name: 'a line break in a value', headers: { 'x-a': 'b\r\nX-Injected: c' } },
  { name: 'a line break in a name', headers: { 'x-a: b\r\nx-injected': 'c' } },
  { name: 'another Host', headers: { Host: 'evil.test' } },
  { name: 'a second length', headers: { 'Content-Length': '0' } },
  { name: 'chunks', headers: { 'Transfer-Encoding': 'chunked' } },
  { name: 'an upgrade', headers: { Connection: 'upgrade', Upgrade: 'h2c' } },
])('V-76: a request with $name is not sent', async ({ headers }) => {
  const { result, notes } = await call({ url: url(), method: 'POST', headers, body: 'GET / HTTP/1.1' }, allowed());

  expect(result).toEqual({ failure: expect.stringContaining('was not sent') });
  expect([heard.length, notes.length]).toEqual([0, 1]);
});

test('S-09: what is refused is told without the value of a header', async () => {
  const headers = { authorization: 'Bearer canary\n' };
  const { result, notes } = await call({ url: `${url()}?canary=1`, headers }, allowed());

  expect(JSON.stringify([result, notes])).not.toContain('canary');
});

describe('V-74: what a service sends is bounded', () => {
  const chunk = Buffer.alloc(65_536, 0x61);
  const endless: RequestListener = (request, response) => {
    const more = (): void => {
      while (!request.socket.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  };

  test.each<{ name: string; listener: RequestListener; expected: string }>([
    { name: 'no end', listener: endless, expected: 'More than 1 MiB' },
    {
      name: '10 MB',
      listener: (_request, response) => void response.end(Buffer.alloc(10_000_000, 0x61)),
      expected: 'More than 1 MiB',
    },
    {
      name: 'compression that nobody asked for',
      listener: (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('a'),
      expected: 'compressed',
    },
    { name: 'nothing at all', listener: () => undefined, expected: 'did not answer in time' },
  ])('$name', async ({ listener, expected }) => {
    answer = listener;
    const { result } = await call({ url: url() }, { ...allowed(), totalMillis: 500 });

    expect(result).toEqual({ failure: expect.stringContaining(expected) });
  });

  test('and what a script sends, too', async () => {
    const { result } = await call({ url: url(), method: 'PUT', body: 'a'.repeat(2 ** 20 + 1) }, allowed());

    expect([result, heard.length]).toEqual([{ failure: expect.stringContaining('More than 1 MiB') }, 0]);
  });
});

test('ruling 36: a run whose time is over calls nobody', async () => {
  const { result } = await call({ url: url() }, { ...allowed(), totalMillis: 10 });

  expect([result, heard.length]).toEqual([{ failure: expect.stringContaining('script.time_limit') }, 0]);
});

test.each<{ name: string; payload: unknown }>([
  { name: 'no object', payload: null },
  { name: 'another method', payload: { method: 'CONNECT', headers: {}, url: 'http://a.example/' } },
  { name: 'no address', payload: { method: 'GET', headers: {} } },
  { name: 'headers that are no texts', payload: { method: 'GET', url: 'http://a.example/', headers: { a: ['b'] } } },
  { name: 'a body that is no text', payload: { method: 'GET', url: 'http://a.example/', headers: {}, body: { a: 1 } } },
])('V-96: a guest that was tampered with is told off: $name', async ({ payload }) => {
  const egress = { send: () => Promise.reject(new Error('called')) } as unknown as GuardedEgress;
  const own = { settings, endsAt: Number.POSITIVE_INFINITY, note: () => undefined };
  const ask = (operation: string) => new HostCalls(egress).answer({ operation, payload, ...own });

  await expect(ask('http')).rejects.toThrow('no request');
  await expect(ask('eval')).rejects.toThrow('there is no operation eval');
});

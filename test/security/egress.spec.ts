import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { EgressError } from '#egress/egress.port';
import { GuardedEgress, type GuardedEgressParts } from '#egress/guarded-egress';
import type { NameService } from '#egress/host-resolver';
import { certificateFor } from '../support/certificate.js';

const MIB = 1_048_576;
const servers: (Server | TcpServer)[] = [];

async function listening<S extends Server | TcpServer>(server: S, host = '127.0.0.1'): Promise<S & { port: number }> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return Object.assign(server, { port: (server.address() as AddressInfo).port });
}

/** A server that must stay untouched. */
async function canary(host?: string) {
  const touched = { count: 0 };
  const server = await listening(
    createTcpServer((socket) => {
      touched.count += 1;
      socket.destroy();
    }),
    host,
  );
  return { port: server.port, touched };
}

async function siteOf(listener: RequestListener): Promise<{ url: string; hits: () => number }> {
  let hits = 0;
  const server = await listening(
    createHttpServer((request, response) => {
      hits += 1;
      response.on('error', () => undefined);
      listener(request, response);
    }),
  );
  return { url: `http://127.0.0.1:${server.port}/keys`, hits: () => hits };
}

const answering = (addresses: readonly string[]): NameService => {
  return () => Promise.resolve(addresses);
};

function egressOf(parts: Partial<GuardedEgressParts> = {}): GuardedEgress {
  return new GuardedEgress({
    policy: { evaluation: true, allowedHosts: [] },
    names: { internet: answering([]), operatingSystem: answering([]) },
    log: { warn: () => undefined },
    ...parts,
  });
}

const production = { evaluation: false, allowedHosts: [] };

const reasonOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof EgressError ? error.reason : error),
  );

afterAll(async () => {
  for (const server of servers) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('V-76: nothing on this machine or in its network is reached in production', () => {
  const forms = [
    'http://127.0.0.1:PORT/',
    'https://127.0.0.1:PORT/',
    'http://0:PORT/',
    'https://0.0.0.0:PORT/',
    'http://2130706433:PORT/',
    'https://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'https://0x7f.1:PORT/',
    'http://[::1]:PORT/',
    'https://[::1]:PORT/',
    'https://[::]:PORT/',
    'https://[::ffff:7f00:1]:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'http://169.254.169.254/',
    'https://169.254.169.254/',
    'https://localhost:PORT/',
    'https://localhost.:PORT/',
    'https://user:pw@127.0.0.1:PORT/',
    'https://a.example@127.0.0.1:PORT/',
    'file:///etc/hostname',
    'gopher://127.0.0.1:PORT/',
    'ftp://127.0.0.1:PORT/',
    'https://127.0.0.1:22/',
    'https://127.0.0.1:5432/',
    'https://１２７.0.0.1:PORT/',
    'https://loopback.example:PORT/',
    'https://both.example:PORT/',
    'https://mapped.example:PORT/',
    'https://metadata.example:PORT/',
  ];
  const zone: Readonly<Record<string, readonly string[]>> = {
    localhost: ['127.0.0.1'],
    'loopback.example': ['127.0.0.1'],
    'both.example': ['93.184.216.34', '127.0.0.1'],
    'mapped.example': ['::ffff:7f00:1'],
    'metadata.example': ['169.254.169.254'],
  };
  const names: NameService = (host) => Promise.resolve(zone[host] ?? []);

  test.each(forms)('%s', async (form) => {
    const [four, six] = [await canary('127.0.0.1'), await canary('::1')];
    const egress = egressOf({ policy: production, names: { internet: names, operatingSystem: names } });
    const calls = [four, six].flatMap(({ port }) => {
      const url = form.replace('PORT', String(port));
      return [
        egress.getJson(url),
        egress.getText(url, ['text/plain']),
        egress.send(url, { method: 'PUT', headers: {}, body: 'a' }),
        egress.postForm(url, new URLSearchParams('a=b')),
      ].map(reasonOf);
    });
    const reasons = new Set(await Promise.all(calls));

    expect(
      [...reasons].filter((reason) => !['address-refused', 'destination-refused'].includes(String(reason))),
    ).toEqual([]);
    expect([four.touched.count, six.touched.count]).toEqual([0, 0]);
  });

  test('a name is resolved once, and what it resolved to is what is connected to', async () => {
    const { url, hits } = await siteOf((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"keys":[]}');
    });
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const internet: NameService = () => Promise.resolve(answers.shift() ?? []);
    const egress = egressOf({ names: { internet, operatingSystem: answering([]) } });
    const rebound = url.replace('127.0.0.1', 'rebinding.example');

    expect(await egress.getJson(rebound)).toMatchObject({ body: { keys: [] } });
    expect([hits(), answers]).toEqual([1, [['10.0.0.1']]]);
    expect(await reasonOf(egress.getJson(rebound))).toBe('destination-refused');
  });

  test('R-12: no proxy of the environment is asked', async () => {
    const proxy = await canary();
    const { url } = await siteOf((_request, response) => {
      response.setHeader('content-type', 'application/json').end('1');
    });
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
    const { body } = await egressOf().getJson(url);
    for (const [index, name] of names.entries()) process.env[name] = before[index] ?? '';

    expect([body, proxy.touched.count]).toEqual([1, 0]);
  });
});

describe('V-74, F-19: what another server sends is bounded', () => {
  const chunk = Buffer.alloc(65_536, 0x20);
  const json = { 'content-type': 'application/json' };
  const endless: RequestListener = (request, response) => {
    response.writeHead(200, json);
    const more = (): void => {
      while (!request.socket.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  };

  test.each<{ name: string; expected: string; listener: RequestListener }>([
    { name: 'an endless body', expected: 'too-large', listener: endless },
    {
      name: 'a body said to have 1 GB',
      expected: 'too-large',
      listener: (_request, response) => {
        response.writeHead(200, { ...json, 'content-length': String(2 ** 30) });
        response.write(chunk);
      },
    },
    {
      name: 'a gzip bomb',
      expected: 'unusable-body',
      listener: (_request, response) => {
        response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * MIB)));
      },
    },
    {
      name: 'a page',
      expected: 'unusable-body',
      listener: (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>{}</p>');
      },
    },
    {
      name: 'no content type',
      expected: 'unusable-body',
      listener: (_request, response) => {
        response.end('{}');
      },
    },
    {
      name: 'half a document',
      expected: 'unusable-body',
      listener: (_request, response) => {
        response.writeHead(200, json).end('{"keys":[');
      },
    },
    {
      name: 'a deep document',
      expected: 'unusable-body',
      listener: (_request, response) => {
        response.writeHead(200, json).end('['.repeat(MIB / 2) + ']'.repeat(MIB / 2));
      },
    },
    {
      name: 'bytes that are no UTF-8',
      expected: 'unusable-body',
      listener: (_request, response) => {
        response.writeHead(200, json).end(Buffer.from([0x22, 0xff, 0x22]));
      },
    },
    {
      name: 'a header of 64 KB',
      expected: 'unreachable',
      listener: (_request, response) => {
        response.writeHead(200, { ...json, 'x-long': 'a'.repeat(65_536) }).end('{}');
      },
    },
    {
      name: 'a connection that ends in the middle',
      expected: 'unreachable',
      listener: (request, response) => {
        response.writeHead(200, { ...json, 'content-length': '100' });
        response.write('{', () => request.socket.destroy());
      },
    },
    {
      name: 'a fault',
      expected: 'server-error',
      listener: (_request, response) => {
        response.writeHead(500, json).end('{}');
      },
    },
  ])('$name: $expected, and the fourth call is not made', async ({ expected, listener }) => {
    const { url, hits } = await siteOf(listener);
    const egress = egressOf();
    const reasons = [];
    for (let call = 0; call < 4; call++) reasons.push(await reasonOf(egress.getJson(url)));

    expect(reasons).toEqual([expected, expected, expected, 'circuit-open']);
    expect(hits()).toBe(3);
  });

  test('R-18: what fails for one pool is asked for another', async () => {
    const { url, hits } = await siteOf((_request, response) => {
      response.writeHead(500, json).end('{}');
    });
    const egress = egressOf();
    for (let call = 0; call < 4; call++) await reasonOf(egress.getJson(url, { share: { pool: 'strangers' } }));

    expect(await reasonOf(egress.getJson(url, { share: { pool: 'others' } }))).toBe('server-error');
    expect(hits()).toBe(4);
  });

  test('a document that is not there is asked for again', async () => {
    const { url, hits } = await siteOf((_request, response) => {
      response.writeHead(404, json).end('{}');
    });
    const egress = egressOf();
    for (let call = 0; call < 4; call++) expect(await reasonOf(egress.getJson(url))).toBe('status');

    expect(hits()).toBe(4);
  });

  test('a document of more bytes than the caller has use for', async () => {
    const { url } = await siteOf((_request, response) => {
      response.writeHead(200, json).end(`"${'a'.repeat(1_000)}"`);
    });

    expect(await reasonOf(egressOf().getJson(url, { mostBytes: 1_001 }))).toBe('too-large');
    expect(await reasonOf(egressOf().getJson(url, { mostBytes: 1_002 }))).toBe('answered');
  });

  test('30 redirects, to itself and to this machine: the first is the last', async () => {
    const inner = await canary();
    let count = 0;
    const { url, hits } = await siteOf((_request, response) => {
      count += 1;
      const location = count < 30 ? `/keys?${count}` : `http://127.0.0.1:${inner.port}/`;
      response.writeHead([301, 302, 303, 307, 308][count % 5] ?? 302, { ...json, location }).end('{}');
    });

    expect(await reasonOf(egressOf().getJson(url))).toBe('redirected');
    expect([hits(), inner.touched.count]).toEqual([1, 0]);
  });

  test('V-77: credentials do not follow a redirect, of a POST neither', async () => {
    const elsewhere = await canary();
    const { url } = await siteOf((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${elsewhere.port}/` }).end();
    });

    expect(
      await reasonOf(egressOf().postForm(url, new URLSearchParams('a=b'), { authorization: 'Basic c2VjcmV0' })),
    ).toBe('redirected');
    expect(elsewhere.touched.count).toBe(0);
  });

  test('F-19: silence, one byte a second and a TLS handshake that never comes end in 5 s', async () => {
    const silent = await siteOf(() => undefined);
    const slow = await siteOf((_request, response) => {
      response.writeHead(200, json);
      const timer = setInterval(() => response.write(' '), 1_000);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    const mute = await listening(createTcpServer((socket) => void socket.on('error', () => undefined).resume()));
    const nobody: NameService = () => new Promise(() => undefined);
    const egress = egressOf({ names: { internet: nobody, operatingSystem: nobody } });
    const timed = async (url: string): Promise<[unknown, number]> => {
      const began = performance.now();
      return [await reasonOf(egress.getJson(url)), performance.now() - began];
    };
    const calls = await Promise.all(
      [silent.url, slow.url, `https://127.0.0.1:${mute.port}/`, 'https://nobody.example/'].map(timed),
    );

    expect(calls.map(([reason]) => reason)).toEqual(['timeout', 'timeout', 'timeout', 'timeout']);
    expect(calls.map(([, milliseconds]) => milliseconds < 7_000)).toEqual([true, true, true, true]);
  });
});

describe('R-12: TLS is verified against the name of the host', () => {
  const certificate = certificateFor('jwks.hospital.example');

  async function tlsSite(): Promise<number> {
    const site = createHttpsServer(certificate, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/jwk-set+json', 'cache-control': 'max-age=60' });
      response.end('{"keys":[]}');
    });
    return (await listening(site)).port;
  }

  test.each([
    { name: 'the name of the certificate', host: 'jwks.hospital.example', trusted: true, expected: 'answered' },
    { name: 'another name', host: 'keys.hospital.example', trusted: true, expected: 'unreachable' },
    { name: 'an authority nobody knows', host: 'jwks.hospital.example', trusted: false, expected: 'unreachable' },
  ])('$name: $expected', async ({ host, trusted, expected }) => {
    const port = await tlsSite();
    const egress = egressOf({
      policy: { evaluation: false, allowedHosts: [host] },
      names: { internet: answering([]), operatingSystem: answering(['127.0.0.1']) },
      ...(trusted && { authorities: certificate.cert }),
    });

    expect(await reasonOf(egress.getJson(`https://${host}:${port}/keys`))).toBe(expected);
  });
});

describe('what another server says', () => {
  const echo: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      const body = Buffer.concat(chunks).toString();
      const said = { method, accept: headers.accept, type: headers['content-type'], credential: headers.authorization };
      response.writeHead(method === 'GET' ? 200 : 401, { 'content-type': 'application/problem+json; charset=utf-8' });
      response.end(JSON.stringify({ ...said, body }));
    });
  };

  test('STD K7: JSON is fetched with GET and Accept: application/json', async () => {
    const { url } = await siteOf(echo);

    expect((await egressOf().getJson(url)).body).toEqual({ method: 'GET', accept: 'application/json', body: '' });
  });

  test('a form and JSON are posted, and a refusal with its JSON is an answer', async () => {
    const { url } = await siteOf(echo);
    const options = { authorization: 'Bearer abc' };
    const form = await egressOf().postForm(url, new URLSearchParams('resource=a+b&resource=c'), options);
    const json = await egressOf().postJson(url, { a: [1] });

    expect(form).toMatchObject({
      status: 401,
      body: {
        method: 'POST',
        type: 'application/x-www-form-urlencoded',
        credential: 'Bearer abc',
        body: 'resource=a+b&resource=c',
      },
    });
    expect(json).toMatchObject({ status: 401, body: { type: 'application/json', body: '{"a":[1]}' } });
  });

  test('an answer to a POST that is no JSON counts by its status alone', async () => {
    const { url } = await siteOf((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('OK');
    });

    expect(await egressOf().postForm(url, new URLSearchParams())).toEqual({ status: 200, body: undefined });
  });

  test('text of the media type that was asked for', async () => {
    const { url } = await siteOf((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/oauth-authz-req+jwt',
        age: '7',
        'cache-control': 'max-age=9',
        date: 'Mon, 02 Feb 2026 10:00:00 GMT',
      });
      response.end('a.b.c');
    });

    expect(await egressOf().getText(url, ['application/oauth-authz-req+jwt'])).toEqual({
      body: 'a.b.c',
      cacheControl: 'max-age=9',
      age: 7,
      date: new Date('2026-02-02T10:00:00Z'),
    });
    expect(await reasonOf(egressOf().getText(url, ['application/jwt']))).toBe('unusable-body');
  });
});

describe('a request that somebody else composed', () => {
  const plain: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = Number(new URL(request.url ?? '', 'http://a').searchParams.get('status') ?? 200);
      response.writeHead(status, {
        'content-type': 'text/plain',
        'set-cookie': ['a=1', 'b=2'],
        'x-method': request.method,
      });
      response.end(`${Buffer.concat(chunks).toString()} ${String(request.headers['x-own'])}`);
    });
  };

  test.each([200, 201, 404, 500, 503])('%d is an answer with its headers and its text', async (status) => {
    const { url } = await siteOf(plain);
    const order = { method: 'PATCH', headers: { 'X-Own': 'ours' }, body: 'body' } as const;

    expect(await egressOf().send(`${url}?status=${status}`, order)).toMatchObject({
      status,
      text: 'body ours',
      headers: { 'content-type': 'text/plain', 'set-cookie': 'a=1, b=2', 'x-method': 'PATCH' },
    });
  });

  const scripts = (party: string) => ({ share: { pool: 'scripts', party } });

  test('R-18: what a host answers is no reason to leave it alone, fault as it may be', async () => {
    const { url, hits } = await siteOf(plain);
    const egress = egressOf();
    const ask = () => egress.send(`${url}?status=500`, { method: 'GET', headers: {} }, scripts('smart_auth'));
    for (let call = 0; call < 25; call++) expect((await ask()).status).toBe(500);
    const redirected = () => egress.send(`${url}?status=302`, { method: 'GET', headers: {} }, scripts('smart_auth'));
    for (let call = 0; call < 25; call++) expect(await reasonOf(redirected())).toBe('redirected');

    expect(hits()).toBe(50);
  });

  test('R-18, F-18: a host that hangs up on half of the calls of one module is left alone by that module', async () => {
    const { url, hits } = await siteOf((request, response) => {
      if (request.url?.endsWith('gone') === true) request.socket.destroy();
      else response.end('{}');
    });
    const egress = egressOf();
    const ask = (path: string, party = 'smart_auth') =>
      reasonOf(egress.send(url + path, { method: 'GET', headers: {} }, scripts(party)));
    const reasons = [];
    for (let call = 0; call < 9; call++) reasons.push(await ask('gone'), await ask(''));

    expect(new Set(reasons)).toEqual(new Set(['unreachable', 'answered']));
    expect([await ask('gone'), await ask(''), await ask('', 'other')]).toEqual([
      ...['unreachable', 'circuit-open', 'answered'],
    ]);
    expect(hits()).toBe(20);
  });

  test.each([
    { name: 'the host and the port', listed: (port: number) => [`127.0.0.1:${port}`], expected: 'answered' },
    { name: 'the host', listed: () => ['127.0.0.1'], expected: 'answered' },
    { name: 'another port', listed: (port: number) => [`127.0.0.1:${port + 1}`], expected: 'unlisted' },
    { name: 'another host', listed: () => ['context.example'], expected: 'unlisted' },
    { name: 'nothing, though it is evaluation mode', listed: () => [], expected: 'unlisted' },
  ])('V-99: where its own list names $name: $expected', async ({ listed, expected }) => {
    const { url, hits } = await siteOf(plain);
    const allowedHosts = listed(Number(new URL(url).port));
    const call = egressOf().send(url, { method: 'GET', headers: {} }, { allowedHosts });

    expect(await reasonOf(call)).toBe(expected);
    expect(hits()).toBe(expected === 'answered' ? 1 : 0);
  });

  test('V-76: metadata services are not reached by a list either, nor by a name that is listed', async () => {
    const names = answering(['169.254.169.254']);
    const egress = egressOf({ names: { internet: names, operatingSystem: names } });
    const reasons = ['http://169.254.169.254/', 'http://metadata.example/', 'http://100.100.100.200/'].map((url) => {
      const allowedHosts = ['169.254.169.254', 'metadata.example', '100.100.100.200'];
      return reasonOf(egress.send(url, { method: 'GET', headers: {} }, { allowedHosts }));
    });

    expect(new Set(await Promise.all(reasons))).toEqual(new Set(['destination-refused']));
  });

  test('it ends when the caller has no more time', async () => {
    const silent = await siteOf(() => undefined);
    const began = performance.now();
    const call = egressOf().send(silent.url, { method: 'GET', headers: {} }, { mostMillis: 50 });

    expect(await reasonOf(call)).toBe('timeout');
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

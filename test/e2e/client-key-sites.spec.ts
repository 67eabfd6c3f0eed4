import { clientAssertion, serviceToken, type AssertionWish } from '../support/client-assertions.js';
import { newClientKey, startKeySite, type ClientKey, type KeySite } from '../support/client-keys.js';
import type { Answer } from '../support/endpoint-calls.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const backend = testClients.find(({ clientId }) => clientId === 'backend');
const first = newClientKey('RS384', 'first');
const second = newClientKey('ES384', 'second');

let server: TestServer;
let sites: Readonly<Record<string, KeySite>>;
let now: number;

const names = ['rotating', 'uncached', 'listed', 'wrong', 'away', 'slow', 'big', 'moved', 'twice'] as const;
type Name = (typeof names)[number];

const siteOf = (name: Name): KeySite => {
  const site = sites[name];
  if (site === undefined) throw new Error(`There is no site ${name}`);
  return site;
};

beforeAll(async () => {
  now = Math.floor(Date.now() / 1_000);
  sites = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await startKeySite(first, second)] as const)),
  );
  const clients = names.map((name) => ({
    ...backend,
    clientId: name,
    clientSecrets: [],
    jwksUrl: siteOf(name).url,
  }));
  server = await startTestServer({ clients, clock: { now: () => new Date(now * 1_000) } });
});
afterAll(async () => {
  await server.stop();
  await Promise.all(Object.values(sites).map((site) => site.stop()));
});

const ask = (clientId: Name, key: ClientKey = first, wish: Partial<AssertionWish> = {}): Promise<Answer> =>
  serviceToken(
    server.issuer,
    clientAssertion({ key, clientId, audience: `${server.issuer}/oauth/token`, now, ...wish }),
  );
const refusal = { status: 400, body: { error: 'invalid_client' } };

describe('a client that publishes its keys', () => {
  test('STD R3, K7, B21: a key that was just made works, and the set is fetched by GET for JSON, once for all', async () => {
    const site = siteOf('listed');
    const fresh = newClientKey('ES384', 'fresh');
    const seen: unknown[] = [];
    site.publish(fresh);
    const { answer } = site;
    site.answer = (request, response) => {
      seen.push(request.method, request.headers.accept);
      answer(request, response);
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('listed', fresh)));

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect([site.hits, seen]).toEqual([1, ['GET', 'application/json']]);
  });

  test('STD OM27, N2: a new key is taken within 30 s of its publication, and an unknown one asks no more than that', async () => {
    const site = siteOf('rotating');
    const before = await ask('rotating');
    const next = newClientKey('RS384', 'next');
    site.publish(first, next);
    const early = await ask('rotating', next);
    now += 31;
    const late = await ask('rotating', next);
    for (let count = 0; count < 5; count++) await ask('rotating', newClientKey('ES384', `unknown-${count}`));
    site.publish(next);
    now += 31;
    await ask('rotating', newClientKey('ES384', 'one-more'));
    const withdrawn = await ask('rotating', first);

    expect([before.status, early, late.status, withdrawn]).toMatchObject([200, refusal, 200, refusal]);
    expect(site.hits).toBe(3);
  });

  test('STD K7: what Cache-Control forbids to keep is not kept', async () => {
    const site = siteOf('uncached');
    const { answer } = site;
    site.answer = (request, response) => {
      response.setHeader('cache-control', 'no-store');
      answer(request, response);
    };
    for (let count = 0; count < 3; count++) {
      expect((await ask('uncached')).status).toBe(200);
      now += 2;
    }

    expect(site.hits).toBe(3);
  });

  test('STD K6, B19: a jku must be the registered address', async () => {
    const { url } = siteOf('listed');
    const published = newClientKey('ES384', 'published');
    siteOf('listed').publish(published);
    now += 3_601;

    expect((await ask('listed', published, { header: { jku: url } })).status).toBe(200);
    for (const jku of [`${url}?x`, `${url}/`, url.replace('127.0.0.1', 'localhost'), siteOf('rotating').url, ''])
      expect(await ask('listed', published, { header: { jku } })).toMatchObject(refusal);
  });

  test('V-40, STD K6: two keys of one kid are none', async () => {
    siteOf('twice').publish(first, { ...newClientKey('RS384', 'first') });

    expect(await ask('twice')).toMatchObject(refusal);
  });
});

describe('F-18, F-19, V-74: a client whose server does not do its part is refused, and nobody else', () => {
  const spoil: Readonly<Partial<Record<Name, KeySite['answer']>>> = {
    wrong: (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('{"keys":[]}');
    },
    slow: (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    },
    big: (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'a'.repeat(200_000)}"`);
    },
    moved: (_request, response) => {
      response.writeHead(302, { location: siteOf('listed').url }).end();
    },
  };

  test('it answers within 5 s each, while others are served at once', async () => {
    for (const [name, answer] of Object.entries(spoil)) siteOf(name as Name).answer = answer;
    await siteOf('away').stop();
    const began = performance.now();
    const slow = Promise.all([...Object.keys(spoil), 'away'].map(async (name) => ask(name as Name)));
    const other = await ask('uncached');
    const waited = performance.now() - began;

    expect(await slow).toMatchObject(Array.from({ length: 5 }, () => refusal));
    expect(performance.now() - began).toBeLessThan(8_000);
    expect([other.status, waited < 2_000]).toEqual([200, true]);
  });

  test('and is asked again when some seconds have passed', async () => {
    const site = siteOf('wrong');
    site.publish(first);
    now += 6;

    expect((await ask('wrong')).status).toBe(200);
  });
});

describe('V-76: in production the keys of a client are not looked for on this machine, unless the operator says so', () => {
  test.each([
    { name: 'no host is listed', listed: 'jwks.hospital.example', status: 400, hits: 0 },
    { name: 'another port is listed', listed: '127.0.0.1:1', status: 400, hits: 0 },
    { name: 'the host and port are listed', listed: 'HOST', status: 200, hits: 1 },
  ])('$name: $status', async ({ listed, status, hits }) => {
    const site = await startKeySite(first);
    const production = await startTestServer({
      clients: [{ ...backend, clientId: 'rotating', clientSecrets: [], jwksUrl: site.url }],
      properties: [
        'gatehouse.mode=production',
        `gatehouse.egress.allowed_hosts=${listed.replace('HOST', new URL(site.url).host)}`,
      ],
    });
    const assertion = clientAssertion({ key: first, clientId: 'rotating', audience: production.issuer });
    const answer = await serviceToken(production.issuer, assertion);
    await Promise.all([production.stop(), site.stop()]);

    expect([answer.status, site.hits]).toEqual([status, hits]);
  });
});

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import type { ServerTokenOutcome } from '#oidc-server-definition/token-verifier.port';
import { newClientKey, type ClientKey } from '../support/client-keys.js';
import { knownServer, serverRuntimeBench } from '../support/server-runtime-bench.js';
import { DISCOVERY, jwtOf, sends, startUpstream, type Upstream, type UpstreamAnswer } from '../support/upstream.js';

const first = newClientKey('RS256', 'first');
const second = newClientKey('ES256', 'second');
const expected = { types: ['at+jwt'] };

let upstreams: Upstream[] = [];

async function upstreamOf(...keys: readonly ClientKey[]): Promise<Upstream> {
  const upstream = await startUpstream(...keys);
  upstreams.push(upstream);
  return upstream;
}

afterEach(async () => {
  await Promise.all(upstreams.map((each) => each.stop()));
  upstreams = [];
});

const kindOf = ({ kind }: ServerTokenOutcome): string => kind;
const asked = ({ hits }: Upstream, path = '/jwks'): number => hits.get(path) ?? 0;

const silence: UpstreamAnswer = () => undefined;
const trickle: UpstreamAnswer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 1_000);
  response.on('close', () => {
    clearInterval(timer);
  });
};
const text = (type: string, body: string | Buffer, headers = {}): UpstreamAnswer => {
  return (_request, response) => response.writeHead(200, { 'content-type': type, ...headers }).end(body);
};
const endless: UpstreamAnswer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
const garbage: readonly (readonly [string, UpstreamAnswer])[] = [
  ['HTML', text('text/html', '<html>')],
  ['HTML that says it is JSON', text('application/json', '<html>')],
  ['half a document', text('application/json', '{"keys":[{"kty":"RSA"')],
  ['a list', sends([])],
  ['null', sends(null)],
  ['keys that are a text', sends({ keys: 'none' })],
  ['keys of numbers', sends({ keys: [1, 2, 3] })],
  ['no keys', sends({ keys: [] })],
  ['10,000 keys', sends({ keys: Array.from({ length: 10_000 }, () => ({ kty: 'EC' })) })],
  ['an endless body', endless],
  ['a gzip bomb', text('application/json', gzipSync(Buffer.alloc(5_000_000, 32)), { 'content-encoding': 'gzip' })],
  ['deep JSON', text('application/json', '['.repeat(50_000) + ']'.repeat(50_000))],
  ['304', (_request, response) => response.writeHead(304).end()],
  ['a redirect', (_request, response) => response.writeHead(302, { location: '/other' }).end()],
  ['503', (_request, response) => response.writeHead(503).end()],
];

describe('F-21: a server that serves garbage', () => {
  test.each(garbage)(
    'V-74: %s in place of keys: the last good ones stay, and a start with it believes nobody',
    async (_name, answer) => {
      const upstream = await upstreamOf(first);
      const { verifier, pass } = serverRuntimeBench();
      const server = knownServer(upstream.issuer);
      const before = await verifier.verify(server, upstream.token(), expected);

      upstream.answers.set('/jwks', answer);
      const cold = await serverRuntimeBench().verifier.verify(server, upstream.token(), expected);
      pass(3_600);
      const during = await verifier.verify(server, upstream.token({ exp: 4_000_000_000 }), expected);

      expect([before, during, cold].map(kindOf)).toEqual(['verified', 'verified', 'unavailable']);
    },
  );

  test('S-16: keys that could not be had for a day count no more', async () => {
    const upstream = await upstreamOf(first);
    const { verifier, pass } = serverRuntimeBench();
    const server = knownServer(upstream.issuer);
    await verifier.verify(server, upstream.token(), expected);
    upstream.answers.set('/jwks', (_request, response) => response.writeHead(503).end());
    pass(86_401);

    expect(kindOf(await verifier.verify(server, upstream.token({ exp: 4_000_000_000 }), expected))).toBe('unavailable');
  });

  test.each([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['the issuer with a path', (issuer: string) => ({ issuer: `${issuer}/x` })],
    ['the issuer in other letters', (issuer: string) => ({ issuer: issuer.replace('http', 'HTTP') })],
    ['no issuer', { issuer: undefined }],
    ['an issuer that is a list', (issuer: string) => ({ issuer: [issuer] })],
    ['a key address that is a number', { jwks_uri: 7 }],
    ['a key address that is a file', { jwks_uri: 'file:///etc/passwd' }],
  ])('F-21, V-15: a discovery document with %s is never believed', async (_name, change) => {
    const upstream = await upstreamOf(first);
    const members = typeof change === 'function' ? change(upstream.issuer) : change;
    upstream.document = { ...upstream.document, ...members };
    const outcome = await serverRuntimeBench().verifier.verify(
      knownServer(upstream.issuer),
      upstream.token(),
      expected,
    );

    expect([kindOf(outcome), asked(upstream)]).toEqual(['unavailable', 0]);
  });

  test('F-21: a document that turns into that of somebody else leaves the good one in its place', async () => {
    const upstream = await upstreamOf(first);
    const { metadata, pass } = serverRuntimeBench();
    const server = knownServer(upstream.issuer);
    await metadata.of(server, ['token']);
    upstream.document = { issuer: 'https://evil.example', token_endpoint: 'https://evil.example/token' };
    pass(3_601);
    await metadata.of(server, ['token']);
    pass(60);
    const outcome = await metadata.of(server, ['token']);

    expect(outcome).toMatchObject({ metadata: { endpoints: { token: `${upstream.issuer}/token` } } });
  });
});

describe('F-18, F-19: a server that is away or slow', () => {
  test('answers come within 5 s, others are unaffected, and few connections are open', async () => {
    const away = await startUpstream(first);
    await away.stop();
    const silent = await upstreamOf(first);
    silent.answers.set(DISCOVERY, silence);
    const slow = await upstreamOf(first);
    slow.answers.set('/jwks', trickle);
    const good = await upstreamOf(first);
    const { verifier } = serverRuntimeBench();
    const lag = monitorEventLoopDelay({ resolution: 5 });
    lag.enable();
    const since = performance.now();
    const bad = [away.issuer, silent.issuer, slow.issuer, 'http://no-such-host.invalid'].map((issuer) => ({
      server: knownServer(issuer),
      issuer,
    }));
    const failing = bad.flatMap(({ server, issuer }) =>
      Array.from({ length: 20 }, () => verifier.verify(server, good.token({ iss: issuer }), expected)),
    );
    const fine = await verifier.verify(knownServer(good.issuer), good.token(), expected);
    const fineAfter = performance.now() - since;
    const outcomes = await Promise.all(failing);
    const all = performance.now() - since;
    lag.disable();

    expect([new Set(outcomes.map(kindOf)), kindOf(fine)]).toEqual([new Set(['unavailable']), 'verified']);
    expect(fineAfter).toBeLessThan(1_500);
    expect(all).toBeLessThan(6_000);
    expect([silent.most() <= 8, slow.most() <= 8, lag.percentile(99) / 1e6 < 250]).toEqual([true, true, true]);
  });

  test('F-18: what failed is not asked again at once, and works as soon as it is asked again', async () => {
    const upstream = await upstreamOf(first);
    upstream.answers.set(DISCOVERY, (_request, response) => response.writeHead(500).end());
    const { verifier, pass } = serverRuntimeBench();
    const server = knownServer(upstream.issuer);
    for (let count = 0; count < 10; count++) await verifier.verify(server, upstream.token(), expected);
    const early = asked(upstream, DISCOVERY);
    upstream.answers.delete(DISCOVERY);
    pass(11);

    expect([early, kindOf(await verifier.verify(server, upstream.token(), expected))]).toEqual([1, 'verified']);
  });
});

describe('F-20: keys that change', () => {
  test('with overlap none is refused, and the server is asked once', async () => {
    const upstream = await upstreamOf(first);
    const { verifier, pass } = serverRuntimeBench();
    const server = knownServer(upstream.issuer);
    const outcomes = [await verifier.verify(server, upstream.token(), expected)];
    upstream.keys = [first, second];
    pass(31);
    for (const key of [second, first, second, first])
      outcomes.push(await verifier.verify(server, upstream.token({}, { key }), expected));

    expect([outcomes.map(kindOf), asked(upstream)]).toEqual([Array(5).fill('verified'), 2]);
  });

  test('without overlap the new key counts after 30 s at most; the old one, and another under the old name, are told apart', async () => {
    const upstream = await upstreamOf(first);
    const { verifier, pass } = serverRuntimeBench();
    const server = knownServer(upstream.issuer);
    await verifier.verify(server, upstream.token(), expected);
    const renewed = newClientKey('RS256', 'first');
    upstream.keys = [renewed];
    const early = await verifier.verify(server, upstream.token(), expected);
    pass(31);
    const late = await verifier.verify(server, upstream.token(), expected);
    const old = await verifier.verify(server, upstream.token({}, { key: first }), expected);

    expect([early, late, old].map(kindOf)).toEqual(['refused', 'verified', 'refused']);
  });

  test("an attacker's names of keys cause two questions a minute at most", async () => {
    const upstream = await upstreamOf(first);
    const { verifier, pass } = serverRuntimeBench();
    const server = knownServer(upstream.issuer);
    await verifier.verify(server, upstream.token(), expected);
    for (let second = 0; second < 60; second++) {
      for (let count = 0; count < 5; count++)
        await verifier.verify(server, upstream.token({}, { header: { kid: `made-up-${second}-${count}` } }), expected);
      pass(1);
    }

    expect(asked(upstream)).toBeLessThanOrEqual(3);
  });

  test('100 callers at once share one question', async () => {
    const upstream = await upstreamOf(first);
    const { verifier } = serverRuntimeBench();
    const server = knownServer(upstream.issuer);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => verifier.verify(server, upstream.token(), expected)),
    );

    expect([new Set(outcomes.map(kindOf)), asked(upstream), asked(upstream, DISCOVERY)]).toEqual([
      new Set(['verified']),
      1,
      1,
    ]);
  });
});

describe('ruling 12: a definition with a key', () => {
  const set = { validationJwkText: JSON.stringify({ keys: [first.jwk] }) };
  const { kid: _kid, ...nameless } = first.jwk;

  test.each([
    ['a set', set, {}, 'verified'],
    ['a single key', { validationJwkText: JSON.stringify(first.jwk) }, {}, 'verified'],
    ['a single key without a name', { validationJwkText: JSON.stringify(nameless) }, {}, 'verified'],
    ['a file', { validationJwkFile: 'classpath:keys' }, {}, 'verified'],
    ['a file that is gone', { validationJwkFile: 'classpath:gone' }, {}, 'unavailable'],
    ['a token of a published key only', set, { key: second }, 'refused'],
    ['a token without kid', set, { header: { kid: undefined } }, 'verified'],
  ])('ruling 18: %s', async (_name, settings, wish, kind) => {
    const upstream = await upstreamOf(first, second);
    const { verifier } = serverRuntimeBench({ 'classpath:keys': JSON.stringify({ keys: [first.jwk] }) });
    const outcome = await verifier.verify(knownServer(upstream.issuer, settings), upstream.token({}, wish), expected);

    expect([kindOf(outcome), upstream.hits.size]).toEqual([kind, 0]);
  });
});

describe('ruling 18: trailing slashes of issuers', () => {
  const combinations = ['', '/'].flatMap((defined) =>
    ['', '/'].flatMap((told) => ['', '/'].map((own) => ({ defined, told, own }))),
  );

  test('S-03: each spelling of definition, document and token is accepted', async () => {
    const upstream = await upstreamOf(first);
    const outcomes: string[] = [];
    for (const { defined, told, own } of combinations) {
      upstream.document['issuer'] = `${upstream.issuer}${told}`;
      const server = knownServer(`${upstream.issuer}${defined}`);
      const token = upstream.token({ iss: `${upstream.issuer}${own}` });
      outcomes.push(kindOf(await serverRuntimeBench().verifier.verify(server, token, expected)));
    }

    expect(outcomes).toEqual(combinations.map(() => 'verified'));
  });

  test.each(['//', '/x', '?', '#', ' ', '/.', '%2f'])('and no other: %j behind it', async (more) => {
    const upstream = await upstreamOf(first);
    const token = upstream.token({ iss: `${upstream.issuer}${more}` });

    expect(kindOf(await serverRuntimeBench().verifier.verify(knownServer(upstream.issuer), token, expected))).toBe(
      'refused',
    );
  });
});

describe('what a token must be', () => {
  const now = Math.floor(Date.now() / 1_000);
  const refusedClaims: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['V-45: expired', { exp: now - 61 }],
    ['V-45: without expiry', { exp: undefined }],
    ['V-45: an expiry that is a text', { exp: String(now + 60) }],
    ['V-45: a negative expiry', { exp: -1 }],
    ['V-45: an endless expiry', { exp: 1e300 }],
    ['V-45: not valid yet', { nbf: now + 120 }],
    ['V-45: issued in the future', { iat: now + 120 }],
    ['V-47: another issuer', { iss: 'https://evil.example' }],
    ['V-47: no issuer', { iss: undefined }],
    ['V-47: a list of issuers', { iss: ['https://evil.example'] }],
  ];
  const refusedHeaders: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['V-37: none', { alg: 'none' }],
    ['V-37: nOnE', { alg: 'nOnE' }],
    ['V-38: HS256', { alg: 'HS256' }],
    ['V-38: another algorithm of the same key', { alg: 'RS512' }],
    ['V-39: a key of its own', { kid: undefined, jwk: second.jwk, alg: 'ES256' }],
    ['V-40: a path', { kid: '../../dev/null' }],
    ['V-40: a member of every object', { kid: '__proto__' }],
    ['V-40: a number', { kid: 1 }],
    ['V-40: a long one', { kid: 'x'.repeat(300) }],
    ['V-43: crit', { crit: ['x'] }],
    ['V-43: b64', { b64: false }],
    ['V-46: another kind', { typ: 'dpop+jwt' }],
    ['V-46: no kind', { typ: undefined }],
  ];
  const cases = [
    ...refusedClaims.map(([name, claims]) => ({ name, claims, header: {} })),
    ...refusedHeaders.map(([name, header]) => ({ name, claims: {}, header })),
  ];

  test('everything else is refused, and nobody is asked anything that the token names', async () => {
    const upstream = await upstreamOf(first);
    const { verifier } = serverRuntimeBench();
    const server = knownServer(upstream.issuer);
    const outcomes: object[] = [];
    for (const { name, claims, header } of cases)
      outcomes.push([name, kindOf(await verifier.verify(server, upstream.token(claims, { header }), expected))]);

    expect(outcomes).toEqual(cases.map(({ name }) => [name, 'refused']));
  });

  test.each([
    ['of one', 'https://fhir.example', 'verified'],
    ['of several', ['https://x.example', 'https://fhir.example'], 'verified'],
    ['of another', 'https://x.example', 'refused'],
    ['of a longer one', 'https://fhir.example/', 'refused'],
    ['of none', undefined, 'refused'],
  ])('reference 18.2: where audiences are configured, a token %s', async (_name, aud, kind) => {
    const upstream = await upstreamOf(first);
    const wanted = { ...expected, audiences: ['https://fhir.example'] };
    const outcome = await serverRuntimeBench().verifier.verify(
      knownServer(upstream.issuer),
      upstream.token({ aud }),
      wanted,
    );

    expect(kindOf(outcome)).toBe(kind);
  });

  test('V-40: without a kid the only fitting key counts, and of two none does', async () => {
    const upstream = await upstreamOf(first, second);
    const third = newClientKey('RS256', 'third');
    const nameless = jwtOf(first, { typ: 'at+jwt', kid: undefined }, { iss: upstream.issuer, exp: now + 60 });
    const one = await serverRuntimeBench().verifier.verify(knownServer(upstream.issuer), nameless, expected);
    upstream.keys = [first, third];
    const two = await serverRuntimeBench().verifier.verify(knownServer(upstream.issuer), nameless, expected);

    expect([one, two].map(kindOf)).toEqual(['verified', 'refused']);
  });
});

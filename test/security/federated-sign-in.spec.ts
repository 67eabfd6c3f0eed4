import { gzipSync } from 'node:zlib';
import { tokenHash } from '#protocol/oidc/token-hash';
import { authorizeUrl } from '../support/app.js';
import { CHALLENGE, kindOf } from '../support/authorization.js';
import { newClientKey } from '../support/client-keys.js';
import { answerTo, FederatedUpstream, federating, type UpstreamWish } from '../support/federated-upstream.js';
import { Person, type Page } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { sends, type UpstreamAnswer } from '../support/upstream.js';

let a: FederatedUpstream;
let b: FederatedUpstream;
let server: TestServer;

beforeAll(async () => {
  [a, b] = await Promise.all([FederatedUpstream.start('a'), FederatedUpstream.start('b')]);
  // It promises to say who it is in every answer.
  b.upstream.document = { ...b.upstream.document, authorization_response_iss_parameter_supported: true };
  server = await startTestServer(federating([a.definition(), b.definition()]));
});
afterAll(async () => {
  await server.stop();
  await Promise.all([a.stop(), b.stop()]);
});

const locationOf = (page: Page): string => page.headers.get('location') ?? '';
const problemOf = (page: Page): string | undefined => new URL(page.url).searchParams.get('error') ?? undefined;

/** Sends a person to a server; where that is. */
async function sentTo(upstream: FederatedUpstream, person = new Person()): Promise<string> {
  const page = await person.open(
    authorizeUrl(server.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs', prompt: 'consent' }),
  );
  const link = new RegExp(`href="([^"]*/${upstream.id}\\?[^"]*)"`).exec(page.text)?.[1] ?? '';
  return locationOf(await person.request(server.issuer + link.replaceAll('&#x3D;', '=')));
}

/** A whole sign-in at a server. */
async function signIn(upstream: FederatedUpstream, wish: UpstreamWish, person = new Person()): Promise<Page> {
  const callback = upstream.signIn(await sentTo(upstream, person), wish);
  callback.searchParams.set('iss', upstream.issuer);
  return person.open(callback.href);
}

/** Why the last sign-in failed, by the audit log. */
async function reason(): Promise<string> {
  const [row] = await rowsOf<{ detail: { reason: string } }>(
    server.databaseUrl,
    `select detail from audit_event where kind = 'SIGN_IN' and outcome = 'failure' order by at desc limit 1`,
  );
  return row?.detail.reason ?? '';
}

const asked = () => [a, b].map((upstream) => upstream.redemptions.length);

describe('V-15, B-30: the answer of one server at the address of another', () => {
  test.each([
    ["B's code and state at A's address", (url: URL) => url.href.replace('/code/b', '/code/a')],
    ["A's iss", (url: URL) => withIss(url, a.issuer)],
    ['an iss of nobody', (url: URL) => withIss(url, 'https://attacker.example')],
    ['no iss, which B promises', (url: URL) => withIss(url, undefined)],
  ])('%s: refused, and nobody is asked for a token', async (_name, altered) => {
    const person = new Person();
    const callback = withIss(b.signIn(await sentTo(b, person)), b.issuer);
    const before = asked();

    const page = await person.open(altered(callback));
    const again = await person.open(callback.href);

    expect([page.status, problemOf(page)]).toEqual([200, 'service-failed']);
    expect(again.status).toBe(400);
    expect(asked()).toEqual(before);
  });

  test("B's state at A's address with A's code", async () => {
    const person = new Person();
    const [forA, forB] = [await sentTo(a, person), await sentTo(b, person)];
    const code = a.signIn(forA).searchParams.get('code') ?? '';
    const before = asked();

    const url = answerTo(forB, { code, iss: a.issuer }).href.replace('/code/b', '/code/a');

    expect(problemOf(await person.open(url))).toBe('service-failed');
    expect(asked()).toEqual(before);
  });
});

function withIss(url: URL, iss: string | undefined): URL & string {
  const changed = new URL(url);
  if (iss === undefined) changed.searchParams.delete('iss');
  else changed.searchParams.set('iss', iss);
  return changed as URL & string;
}

describe('V-16, V-32, B-34: whose answer it is', () => {
  test('in another browser it is refused, and burnt for the one that asked', async () => {
    const [victim, attacker] = [new Person(), new Person()];
    await sentTo(a, victim);
    const callback = a.signIn(await sentTo(a, attacker)).href;
    const before = asked();

    const stranger = await victim.open(callback);
    const own = await attacker.open(callback);

    expect([stranger.status, own.status]).toEqual([403, 400]);
    expect(stranger.text).toContain('begun in another browser');
    expect(asked()).toEqual(before);
  });

  test('it counts once', async () => {
    const person = new Person();
    const callback = a.signIn(await sentTo(a, person)).href;

    expect(kindOf(await person.open(callback))).toBe('approval');
    const before = asked();
    expect([(await person.open(callback)).status, asked()]).toEqual([400, before]);
  });

  test('it counts for ten minutes', async () => {
    const person = new Person();
    const callback = a.signIn(await sentTo(a, person)).href;
    await rowsOf(server.databaseUrl, `update federated_sign_in set expires_at = gatehouse_now()`);

    expect((await person.open(callback)).status).toBe(400);
  });

  test('it is still awaited where the person signed in in another tab meanwhile', async () => {
    const person = new Person();
    const [first, second] = [await sentTo(a, person), await sentTo(a, person)];

    await person.open(a.signIn(first).href);

    expect(kindOf(await person.open(a.signIn(second).href))).toBe('approval');
  });

  test.each([
    ['forged', 'ghf_'.padEnd(47, 'x')],
    ['empty', ''],
    ['V-22: the handle of the request that waits', 'interaction'],
  ])('a state that is %s is refused', async (_name, state) => {
    const person = new Person();
    const away = new URL(await sentTo(a, person));
    const page = await person.open(authorizeUrl(server.issuer, { code_challenge: CHALLENGE }));
    const given = state === 'interaction' ? (new URL(page.url).searchParams.get('interaction') ?? '') : state;
    away.searchParams.set('state', given);

    expect((await person.open(answerTo(away.href, { code: 'x' }).href)).status).toBe(400);
  });

  test('V-22: a state is no handle of a request, and good for a sign-in after it was tried as one', async () => {
    const person = new Person();
    const away = await sentTo(a, person);
    const interaction = new URL(away).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ interaction }).toString();

    for (const path of ['/signin', '/oauth/authorize', '/oauth2/authorization/a'])
      expect((await person.open(`${server.issuer}${path}?${query}`)).status).toBeGreaterThanOrEqual(400);
    expect((await person.open(`${server.issuer}/logout/federated?state=${interaction}`)).status).toBe(200);

    expect(kindOf(await person.open(a.signIn(away).href))).toBe('approval');
  });

  test('V-34: the cookie is another one afterwards, and the way on leads nowhere but to where the request wants', async () => {
    const person = new Person();
    const away = await sentTo(a, person);
    const before = person.cookieHeader;
    const callback = await person.request(a.signIn(away).href);

    expect(person.cookieHeader).not.toBe(before);
    expect(callback.status).toBe(303);
    expect(locationOf(callback)).toMatch(/^\/oauth\/authorize\?interaction=ghi_/);
  });
});

const stranger = newClientKey('RS256', 'key-of-a');
const now = Math.floor(Date.now() / 1_000);
const rows: readonly (readonly [string, UpstreamWish, RegExp])[] = [
  ['iss lacking', { claims: { iss: undefined } }, /iss/],
  ['iss of another', { claims: { iss: 'https://attacker.example' } }, /iss/],
  ['iss in capitals', { claims: { iss: 'HTTP://127.0.0.1' } }, /iss/],
  ['aud lacking', { claims: { aud: undefined } }, /aud/],
  ['aud of another', { claims: { aud: 'somebody-else' } }, /aud/],
  ['aud as an object', { claims: { aud: { 0: 'gatehouse-there' } } }, /aud/],
  ['azp lacking beside two audiences', { claims: { aud: ['gatehouse-there', 'x'] } }, /audiences/],
  ['azp of another', { claims: { azp: 'x' } }, /azp/],
  ['azp of another beside two audiences', { claims: { aud: ['gatehouse-there', 'x'], azp: 'x' } }, /azp/],
  ['exp lacking', { claims: { exp: undefined } }, /exp/],
  ['exp passed', { claims: { exp: now - 120 } }, /exp/],
  ['exp as a text', { claims: { exp: '9999999999' } }, /exp/],
  ['iat lacking', { claims: { iat: undefined } }, /iat/],
  ['iat to come', { claims: { iat: now + 3_600, exp: now + 7_200 } }, /issued in the future/],
  ['iat as a text', { claims: { iat: 'now' } }, /iat/],
  ['nonce lacking', { claims: { nonce: undefined } }, /nonce/],
  ['nonce of another', { claims: { nonce: 'another' } }, /nonce/],
  ['nonce as a list', { claims: { nonce: ['x'] } }, /nonce/],
  ['sub lacking', { claims: { sub: undefined } }, /sub/],
  ['sub empty', { claims: { sub: '' } }, /sub/],
  ['V-75: sub of 10 kB', { claims: { sub: 'x'.repeat(10_000) } }, /sub/],
  ['at_hash of another token', { claims: { at_hash: tokenHash('another', 'RS256') } }, /at_hash/],
  ['at_hash empty', { claims: { at_hash: '' } }, /at_hash/],
  ['at_hash as a number', { claims: { at_hash: 7 } }, /at_hash/],
  ['a signature of another key', { key: stranger }, /signature/],
  ['nbf to come', { claims: { nbf: now + 3_600 } }, /nbf/],
  ['typ of an access token', { header: { typ: 'at+jwt' } }, /typ/],
  ['alg none', { header: { alg: 'none' } }, /alg/],
  ['no ID token', { tokens: { id_token: undefined } }, /id_token/],
  ['an ID token that is none', { tokens: { id_token: 'x.y.z' } }, /JWT/],
];

test.each(rows)(
  'V-47, B-32: an ID token with %s signs nobody in, and the record says why',
  async (_name, wish, why) => {
    const accounts = await rowsOf(server.databaseUrl, 'select pid from user_account');

    const page = await signIn(a, wish);

    expect([page.status, problemOf(page)]).toEqual([200, 'service-failed']);
    expect(await reason()).toMatch(why);
    expect(await rowsOf(server.databaseUrl, 'select pid from user_account')).toEqual(accounts);
  },
);

test('STD OC: an ID token without at_hash and azp, for one audience, is a good one', async () => {
  expect(kindOf(await signIn(a, { claims: { at_hash: undefined, azp: undefined } }))).toBe('approval');
});

const trickle: UpstreamAnswer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 500);
  response.on('close', () => {
    clearInterval(timer);
  });
};
const endless: UpstreamAnswer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
const text =
  (type: string, body: string | Buffer, headers = {}): UpstreamAnswer =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);

describe('STD N9, V-74, V-77, F-18, F-21: a server that misbehaves', () => {
  let bad: FederatedUpstream;
  let other: FederatedUpstream;
  let misled: TestServer;
  beforeAll(async () => {
    [bad, other] = await Promise.all([FederatedUpstream.start('bad'), FederatedUpstream.start('other')]);
    bad.upstream.document = { ...bad.upstream.document, userinfo_endpoint: `${bad.issuer}/userinfo` };
    misled = await startTestServer(federating([bad.definition(), other.definition()]));
  });
  afterAll(async () => {
    await misled.stop();
    await Promise.all([bad.stop(), other.stop()]);
  });

  const at = async (upstream: FederatedUpstream, person = new Person()): Promise<Page> => {
    const request = { code_challenge: CHALLENGE, scope: 'openid user/*.rs' };
    const page = await person.open(authorizeUrl(misled.issuer, request));
    const interaction = new URL(page.url).searchParams.get('interaction') ?? '';
    const start = `${misled.issuer}/oauth2/authorization/${upstream.id}?interaction=${interaction}`;
    const away = await person.open(start);
    return locationOf(away) === '' ? away : person.open(upstream.signIn(locationOf(away)).href);
  };

  const elsewhere = (): UpstreamAnswer => (_request, response) =>
    response.writeHead(307, { location: `${other.issuer}/stolen` }).end();
  const answers: readonly (readonly [string, () => UpstreamAnswer])[] = [
    ['HTML', () => text('text/html', '<html>')],
    ['another type', () => text('text/plain', '{}')],
    ['half a document', () => text('application/json', '{"access_token":"x"')],
    ['a list', () => sends([])],
    ['deep JSON', () => text('application/json', '['.repeat(50_000) + ']'.repeat(50_000))],
    ['an endless body', () => endless],
    [
      'a gzip bomb',
      () => text('application/json', gzipSync(Buffer.alloc(5_000_000, 32)), { 'content-encoding': 'gzip' }),
    ],
    ['V-77: a redirect to another server', elsewhere],
    ['401', () => (_request, response) => response.writeHead(401).end()],
  ];

  test.each(answers)(
    '%s at the token endpoint: told within 5 s, and nothing is sent elsewhere',
    async (_name, answer) => {
      const usual = bad.upstream.answers.get('/token') ?? trickle;
      bad.upstream.answers.set('/token', answer());
      const from = performance.now();

      const page = await at(bad);
      bad.upstream.answers.set('/token', usual);

      expect(problemOf(page)).toMatch(/^service-(failed|unavailable)$/);
      expect(performance.now() - from).toBeLessThan(7_000);
      expect(other.hits('/stolen')).toBe(0);
    },
  );

  test.each([
    ...answers.filter(([name]) => !name.startsWith('a list')),
    ['V-75: another person', () => sends({ sub: 'somebody-else', email: 'x@x.example' })] as const,
    ['no sub', () => sends({ email: 'x@x.example' })] as const,
  ])('%s at the userinfo endpoint', async (_name, answer) => {
    bad.upstream.answers.set('/userinfo', answer());

    const page = await at(bad);

    expect(problemOf(page)).toMatch(/^service-(failed|unavailable)$/);
    expect(other.hits('/stolen')).toBe(0);
  });

  test('F-18: one that is down is still listed, its choice is answered within 5 s, and the other works', async () => {
    await bad.stop();
    const from = performance.now();

    const page = await at(bad);
    const waited = performance.now() - from;
    const well = await at(other);

    expect(waited).toBeLessThan(6_000);
    expect(page.text).toMatch(/Service bad[^]*Service other/);
    expect(kindOf(well)).toBe('approval');
  });
});

describe('V-75, A-23, ruling 60: whose account it is', () => {
  test('neither a name nor an address of somebody else links two people', async () => {
    const claims = { preferred_username: amelia.username, email: amelia.email, email_verified: false };

    const page = await signIn(a, { claims: { sub: 'amelia', ...claims } });

    expect(kindOf(page)).toBe('approval');
    const found = await rowsOf<{ username: string; email: string }>(
      server.databaseUrl,
      `select username, email from user_account where username like 'amelia%' order by pid`,
    );
    expect(found).toEqual([
      expect.objectContaining({ username: amelia.username }),
      { username: `amelia@${new URL(a.issuer).host}`, email: '' },
    ]);
  });

  test('one sub at two servers, and one in another case, are other people', async () => {
    for (const [upstream, sub] of [
      [a, 'same'],
      [b, 'same'],
      [a, 'SAME'],
    ] as const)
      await signIn(upstream, { claims: { sub } });

    const found = await rowsOf(
      server.databaseUrl,
      `select user_pid from external_identity where lower(subject) = 'same'`,
    );
    expect(new Set(found.map((row) => JSON.stringify(row))).size).toBe(3);
  });

  test.each([
    ['disabled', 'account_disabled'],
    ['locked', 'account_locked'],
  ])('V-28: an account that is %s here lets nobody in', async (state, column) => {
    const claims = { sub: `person-${state}` };
    await signIn(a, { claims });
    await rowsOf(
      server.databaseUrl,
      `update user_account set ${column} = true where username like 'person-${state}@%'`,
    );

    const page = await signIn(a, { claims });

    expect([problemOf(page), await reason()]).toEqual(['service-account', state]);
  });

  test('a name that somebody has already is followed by the number of the definition', async () => {
    const host = new URL(b.issuer).host;
    await rowsOf(
      server.databaseUrl,
      `update user_account set username = $1, username_key = $1 where username = 'bertha'`,
      [`squatted@${host}`],
    );

    expect(kindOf(await signIn(b, { claims: { sub: 'squatted' } }))).toBe('approval');

    const found = await rowsOf<{ username: string }>(
      server.databaseUrl,
      `select username from user_account join external_identity on user_pid = pid where subject = 'squatted'`,
    );
    expect(found[0]?.username).toMatch(new RegExp(`^squatted~\\d+@${host}$`));
  });
});

import { jest } from '@jest/globals';
import { withConnection } from '../../libs/database/src/connection.js';
import { authorizeUrl, basic, obtainCode, postForm, redemption, type Tokens } from '../support/app.js';
import { answerParameters, CHALLENGE } from '../support/authorization.js';
import { refresh, tokensFor } from '../support/endpoint-calls.js';
import { Person, type Page } from '../support/person.js';
import { pushed, pushedUrl } from '../support/pushed.js';
import { testClients } from '../support/test-clients.js';
import { Logger } from '../support/product.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const canary = (name: string): string => `canary-${name}-Zx81`;
const PASSWORD = canary('password');
const WRONG_PASSWORD = canary('wrong-password');
const CLIENT_SECRET = canary('client-secret');
const WRONG_SECRET = canary('wrong-secret');
const NEW_SECRET = canary('new-secret');
const BAD_TOKEN = canary('bad-token');

const clients = testClients.map((client) =>
  client.clientSecrets === undefined
    ? client
    : { ...client, clientSecrets: [{ secret: CLIENT_SECRET }], secretClientCanChange: true },
);

describe('V-18: what a client pushed stays with the server', () => {
  let server: TestServer;
  const hidden = {
    login_hint: canary('login-hint'),
    launch: canary('launch'),
    nonce: canary('nonce'),
    claims: JSON.stringify({ userinfo: { [canary('claims')]: null } }),
    acr_values: canary('acr'),
    ui_locales: canary('locales'),
  };
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  test.each([{ way: 'GET' }, { way: 'POST' }])(
    'V-18: no cookie and no address after a $way has it',
    async ({ way }) => {
      const uri = await pushed(server.issuer, hidden);
      const person = new Person();
      const seen: string[] = [];
      const watch = (page: Page): Page => {
        seen.push(page.url, person.cookieHeader, ...page.headers.getSetCookie(), page.headers.get('location') ?? '');
        return page;
      };
      const step = async (url: string): Promise<Page> => {
        const page = watch(await person.request(url));
        const location = page.headers.get('location');
        return location === null ? page : step(new URL(location, server.issuer).href);
      };
      const brought =
        way === 'GET'
          ? pushedUrl(server.issuer, uri)
          : new URL(
              watch(
                await person.request(`${server.issuer}/oauth/authorize`, {
                  method: 'POST',
                  body: new URL(pushedUrl(server.issuer, uri)).searchParams,
                }),
              ).headers.get('location') ?? '',
              server.issuer,
            ).href;

      const signIn = await step(brought);
      const approval = watch(await person.signIn(signIn, amelia));
      const answer = watch(await person.approve(approval));

      expect(answerParameters(answer)).toHaveProperty('code');
      expect(seen.length).toBeGreaterThan(12);
      expect(seen.filter((text) => decodeURIComponent(text).includes('canary'))).toEqual([]);
    },
  );
});

describe('V-102: secrets stay where they belong', () => {
  let server: TestServer;
  let tokens: Tokens;
  let codes: string[];
  let cookie: string;
  const pages: string[] = [];
  const logged: string[] = [];
  let print: jest.SpiedFunction<typeof process.stdout.write>[];
  const person = new Person();

  beforeAll(async () => {
    server = await startTestServer({ clients, users: [{ ...amelia, password: PASSWORD }] });
    listen();
    await everyday();
    await mishaps();
  });
  afterAll(async () => {
    for (const spy of print) spy.mockRestore();
    Logger.overrideLogger(false);
    await server.stop();
  });

  /** Keeps all that the server logs or prints from now on. */
  function listen(): void {
    const keep = (...items: readonly unknown[]): void => {
      logged.push(
        items.map((item) => `${(item as Partial<Error> | undefined)?.stack ?? ''} ${JSON.stringify(item)}`).join(' '),
      );
    };
    Logger.overrideLogger({ log: keep, error: keep, warn: keep, debug: keep, verbose: keep, fatal: keep });
    print = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((chunk: unknown) => {
        logged.push(String(chunk));
        return true;
      }),
    );
  }

  /** Every kind of secret passes the server once. */
  async function everyday(): Promise<void> {
    const credentials = { username: 'amelia', password: PASSWORD };
    tokens = await tokensFor(server.issuer, { person, credentials });
    const unused = await obtainCode(server.issuer, {}, person, credentials);
    const spent = await obtainCode(server.issuer, {}, person, credentials);
    await postForm(`${server.issuer}/oauth/token`, redemption(spent));
    codes = [unused.code, spent.code];
    cookie = person.cookieHeader.split('=').slice(1).join('=').split(';')[0] ?? '';
    await refresh(server.issuer, tokens.refresh_token);
    await postForm(
      `${server.issuer}/oauth/token`,
      { grant_type: 'client_credentials' },
      basic('backend', CLIENT_SECRET),
    );
    const change = { client_id: 'resource-server', client_secret: CLIENT_SECRET, new_client_secret: NEW_SECRET };
    pages.push(await (await postForm(`${server.issuer}/oauth/change-secret`, change)).text());
  }

  /** The same in requests that fail in one way or another; the answers are kept. */
  async function mishaps(): Promise<void> {
    const visitor = new Person();
    const url = authorizeUrl(server.issuer, { code_challenge: CHALLENGE });
    const signIn = await visitor.open(url);
    pages.push((await visitor.signIn(signIn, { username: 'amelia', password: WRONG_PASSWORD })).text);
    pages.push((await visitor.submit(signIn, { username: PASSWORD, password: PASSWORD, _csrf: 'forged' })).text);
    const token = `${server.issuer}/oauth/token`;
    const secret = { client_id: 'backend', client_secret: WRONG_SECRET, grant_type: 'client_credentials' };
    const change = `${server.issuer}/oauth/change-secret`;
    const answers = [
      postForm(change, { ...secret, new_client_secret: NEW_SECRET }),
      postForm(change, { ...secret, client_secret: CLIENT_SECRET, new_client_secret: CLIENT_SECRET }),
      postForm(change, { ...secret, new_client_secret: NEW_SECRET, grace_period_mins: NEW_SECRET }),
      postForm(token, secret),
      postForm(token, { grant_type: 'client_credentials' }, basic('backend', WRONG_SECRET)),
      postForm(`${token}?client_secret=${CLIENT_SECRET}`, {}),
      postForm(token, { ...secret, grant_type: CLIENT_SECRET }),
      postForm(token, { grant_type: 'refresh_token', refresh_token: BAD_TOKEN, client_id: 'public-app' }),
      postForm(token, { grant_type: 'authorization_code', code: BAD_TOKEN, client_id: 'public-app' }),
      fetch(token, { method: 'POST', body: JSON.stringify(secret), headers: { 'content-type': 'application/json' } }),
      fetch(`${server.issuer}/oauth/userinfo?access_token=${BAD_TOKEN}`),
      fetch(`${server.issuer}/oauth/userinfo`, { headers: { authorization: `Bearer ${BAD_TOKEN}` } }),
      fetch(`${server.issuer}/logout?id_token_hint=${BAD_TOKEN}`),
      fetch(`${server.issuer}/logout?id_token_hint=${BAD_TOKEN}`, { headers: { accept: 'text/html' } }),
      fetch(`${server.issuer}/nowhere/${BAD_TOKEN}?x=${BAD_TOKEN}`),
    ];
    for (const answer of await Promise.all(answers)) pages.push(await answer.text());
  }

  const secrets = (): Readonly<Record<string, string>> => ({
    password: PASSWORD,
    'wrong password': WRONG_PASSWORD,
    'client secret': CLIENT_SECRET,
    'wrong client secret': WRONG_SECRET,
    'new client secret': NEW_SECRET,
    'access token': tokens.access_token,
    "access token's signature": tokens.access_token.split('.')[2] ?? '',
    'refresh token': tokens.refresh_token,
    'refresh handle': tokens.refresh_token.split('.')[0] ?? '',
    'ID token': tokens.id_token,
    'unused code': codes[0] ?? '',
    'spent code': codes[1] ?? '',
    'session cookie': cookie,
    'encryption key': TEST_ENCRYPTION_KEY,
  });

  /** Names of the secrets that a text gives away. */
  const found = (text: string): string[] =>
    Object.entries(secrets())
      .filter(([, value]) => text.includes(value))
      .map(([name]) => name);

  test('all canaries are there to be found', () => {
    for (const [name, value] of Object.entries(secrets())) expect([name, value.length > 10]).toEqual([name, true]);
    expect(pages.length).toBeGreaterThan(10);
  });

  test('the log has none, and says what happened', () => {
    const text = logged.join('\n');

    expect(text).toContain('invalid_client');
    expect(found(text)).toEqual([]);
  });

  test('no error answer repeats what was sent', () => {
    const repeated = pages.filter((page) => found(page).length > 0 || page.includes(BAD_TOKEN));

    expect(repeated).toEqual([]);
  });

  test('no table of the database has one', async () => {
    const dump = await withConnection(server.databaseUrl, async (client) => {
      const { rows: tables } = await client.query<{ name: string }>(
        "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
      );
      const texts = new Map<string, string>();
      for (const { name } of tables) {
        const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
        texts.set(name, rows.map(({ row }) => row).join('\n'));
      }
      return texts;
    });

    expect([...dump.values()].join('').length).toBeGreaterThan(1_000);
    for (const [table, text] of dump) expect({ table, found: found(text) }).toEqual({ table, found: [] });
  });

  test('V-50: the private keys are nowhere in clear', async () => {
    const rows = await withConnection(server.databaseUrl, (client) =>
      client.query<{ text: string }>('select k::text as text from signing_key k'),
    );
    const texts = [...rows.rows.map(({ text }) => text), ...pages, await (await fetch(`${server.issuer}/jwk`)).text()];

    expect(rows.rows.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).not.toMatch(/"{1,2}(?:d|p|q|dp|dq|qi|k)"{1,2}\s*:|PRIVATE KEY/);
  });
});

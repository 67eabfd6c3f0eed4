import { obtainCode } from '../support/app.js';
import { introspect, tokensFor } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { bertha } from '../support/test-users.js';

/** What the log says of the end of a session. */
interface EndRow {
  readonly client_id: string | null;
  readonly username: string | null;
  readonly user_pid: number | null;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const SCOPE = 'openid patient/*.rs online_access';
const CROSS_SITE = { 'sec-fetch-site': 'cross-site' };

async function rows(kind: string): Promise<readonly EndRow[]> {
  return rowsOf<EndRow>(
    server.databaseUrl,
    `select client_id, username, user_pid::int from audit_event where kind = $1 and outcome = 'success' order by sequence`,
    [kind],
  );
}

/** The rows that a sign-out leaves. */
async function rowsBy(
  act: () => Promise<unknown>,
): Promise<{ ends: readonly EndRow[]; revocations: readonly EndRow[] }> {
  const before = { ends: (await rows('SIGN_OUT')).length, revocations: (await rows('TOKEN_REVOCATION')).length };
  await act();
  return {
    ends: (await rows('SIGN_OUT')).slice(before.ends),
    revocations: (await rows('TOKEN_REVOCATION')).slice(before.revocations),
  };
}

async function pidOf(username: string): Promise<number> {
  const [row] = await rowsOf<{ pid: number }>(
    server.databaseUrl,
    'select pid::int from user_account where username = $1',
    [username],
  );
  return row?.pid ?? -1;
}

const hintAddress = (hint: string): string =>
  `${server.issuer}/logout?${new URLSearchParams({ id_token_hint: hint }).toString()}`;

describe('STD OLOG-3, R-21: the audit log names the person whose session ended', () => {
  const browsers: readonly { name: string; browser: (own: Person) => Promise<Person> }[] = [
    { name: 'their own browser', browser: (own) => Promise.resolve(own) },
    { name: 'a browser without a cookie', browser: () => Promise.resolve(new Person()) },
    {
      name: "somebody else's browser",
      browser: async () => {
        const other = new Person();
        await obtainCode(server.issuer, {}, other, bertha);
        return other;
      },
    },
  ];

  test.each(browsers)('by their ID token, from $name', async ({ browser }) => {
    const person = new Person();
    const { id_token } = await tokensFor(server.issuer, { scope: SCOPE, person });
    const visitor = await browser(person);

    const { ends, revocations } = await rowsBy(() => visitor.request(hintAddress(id_token), { headers: CROSS_SITE }));

    const user_pid = await pidOf('amelia');
    expect(ends).toEqual([{ client_id: 'public-app', username: 'amelia', user_pid }]);
    expect(revocations).toEqual([{ client_id: 'public-app', username: 'amelia', user_pid }]);
  });

  test('by an access token, from a browser without a cookie', async () => {
    const { access_token } = await tokensFor(server.issuer, { scope: SCOPE });
    const headers = { ...CROSS_SITE, accept: '*/*', authorization: `Bearer ${access_token}` };

    const { ends } = await rowsBy(() =>
      new Person().request(`${server.issuer}/logout?cb=none`, { method: 'POST', headers }),
    );

    expect(ends).toMatchObject([{ client_id: 'public-app', username: 'amelia' }]);
  });

  test('by themselves: no client is proven, but the one that loses its tokens is named', async () => {
    const person = new Person();
    const tokens = await tokensFor(server.issuer, { scope: SCOPE, person });

    const { ends, revocations } = await rowsBy(() => person.request(`${server.issuer}/logout?client_id=web-app`));

    expect(ends).toMatchObject([{ client_id: null, username: 'amelia' }]);
    expect(revocations).toMatchObject([{ client_id: 'public-app', username: 'amelia' }]);
    expect((await introspect(server.issuer, tokens.refresh_token)).body.active).toBe(false);
  });

  test('both, where a confirmed sign-out ends two sessions', async () => {
    const { id_token } = await tokensFor(server.issuer, { scope: SCOPE });
    const other = new Person();
    await obtainCode(server.issuer, {}, other, bertha);

    const { ends } = await rowsBy(() => other.request(hintAddress(id_token)));

    expect(ends.map(({ username }) => username)).toEqual(['amelia', 'bertha']);
  });
});

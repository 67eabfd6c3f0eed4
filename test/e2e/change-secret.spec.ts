import { hash as bcrypt } from '@node-rs/bcrypt';
import { basic, postForm } from '../support/app.js';
import { answered, type Answer } from '../support/endpoint-calls.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { postSimultaneously } from '../support/simultaneous-posts.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [publicApp, , , backend] = testClients;
const NEW = 'the next correct horse';
const HOUR = 3_600_000;
const fromNow = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

const rotating = (clientId: string, more: object = {}): Record<string, unknown> => ({
  ...backend,
  clientId,
  secretClientCanChange: true,
  ...more,
});

/** One client for each test that changes something. */
const names = [
  ...[
    'at-once',
    'with-grace',
    'by-basic',
    'by-alias',
    'untouched',
    'replaced',
    'overlapping',
    'crowd',
    'patient-crowd',
  ],
  ...['recorded', 'retrying', 'weak', 'hash-shaped'],
];

const clients: readonly Record<string, unknown>[] = [
  ...names.map((name) => rotating(name)),
  rotating('frozen', { secretClientCanChange: false }),
  rotating('disabled', { enabled: false }),
  rotating('expired', { clientSecrets: [{ secret: SECRET, expiration: fromNow(-1) }] }),
  rotating('several', {
    clientSecrets: [
      { secret: SECRET },
      { secret: 'ends before the grace', expiration: fromNow(0.5) },
      { secret: 'ends after the grace', expiration: fromNow(48) },
      { secret: 'begins tomorrow', activation: fromNow(24) },
    ],
  }),
  { ...publicApp, clientId: 'public', secretClientCanChange: true },
];

interface SecretRow {
  readonly pid: string;
  readonly expiration: Date | null;
  readonly last_used_at: Date | null;
  readonly hash: string;
}

let server: TestServer;
beforeAll(async () => {
  const properties = [
    'module.smart_auth.config.client_secret.encoding=SHA256_1000_ROUND',
    'module.smart_auth.config.client_secret.max_grace_period_mins=120',
  ];
  server = await startTestServer({ clients, properties });
});
afterAll(() => server.stop());

const change = (
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => answered(postForm(`${server.issuer}/oauth/change-secret`, fields, headers));
const fieldsOf = (clientId: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  client_id: clientId,
  client_secret: SECRET,
  new_client_secret: NEW,
  ...more,
});
const statusWith = async (clientId: string, secret: string): Promise<number> =>
  (await postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials' }, basic(clientId, secret)))
    .status;
const secretsOf = (clientId: string): Promise<readonly SecretRow[]> =>
  rowsOf<SecretRow>(
    server.databaseUrl,
    `select s.* from oauth2_client_secret s join oauth2_client c on c.pid = s.client_pid where client_id = $1 order by s.pid`,
    [clientId],
  );
const facts = ({ status, body }: Answer): readonly unknown[] => [status, body.error];

describe('ruling 20: a client replaces its secret', () => {
  test('without grace the old secret is refused at once, the new one accepted', async () => {
    expect(await statusWith('at-once', SECRET)).toBe(200);

    const { status, body, text, headers } = await change(fieldsOf('at-once'));

    expect(status).toBe(200);
    expect([await statusWith('at-once', SECRET), await statusWith('at-once', NEW)]).toEqual([401, 200]);
    expect(body).toEqual({
      client_id: 'at-once',
      client_secret_expires_at: 0,
      previous_secrets_expire_at: expect.any(Number) as number,
    });
    expect(Math.abs(Number(body.previous_secrets_expire_at) * 1_000 - Date.now())).toBeLessThan(30_000);
    expect([text.includes(SECRET), text.includes(NEW), headers.get('cache-control')]).toEqual([
      false,
      false,
      'no-store',
    ]);
  });

  test('with grace both are accepted until it ends', async () => {
    const { body } = await change(fieldsOf('with-grace', { grace_period_mins: '60' }));
    const during = [await statusWith('with-grace', SECRET), await statusWith('with-grace', NEW)];
    await moveDatabaseClock(server.databaseUrl, 3_601);
    const refused = await until(async () => (await statusWith('with-grace', SECRET)) === 401);
    const after = await statusWith('with-grace', NEW);
    await moveDatabaseClock(server.databaseUrl, 0);

    expect([during, refused, after]).toEqual([[200, 200], true, 200]);
    expect(Math.abs(Number(body.previous_secrets_expire_at) * 1_000 - Date.now() - HOUR)).toBeLessThan(60_000);
  });

  test('all other live secrets end after the grace, or before it where they would have; one that is to come stays', async () => {
    const before = await secretsOf('several');
    const { body } = await change(fieldsOf('several', { grace_period_mins: '120' }));

    const hoursLeft = (await secretsOf('several')).map(({ expiration }) =>
      expiration === null ? null : Math.round((expiration.getTime() - Date.now()) / HOUR / 0.5) * 0.5,
    );
    expect(hoursLeft).toEqual([2, 0.5, 2, null, null]);
    expect((await secretsOf('several'))[1]?.expiration).toEqual(before[1]?.expiration);
    expect(Number(body.previous_secrets_expire_at) * 1_000 - Date.now()).toBeGreaterThan(1.9 * HOUR);
  });

  test.each([
    {
      name: 'HTTP Basic',
      clientId: 'by-basic',
      fields: { new_client_secret: NEW },
      headers: basic('by-basic', SECRET),
    },
    {
      name: 'the alias new_secret',
      clientId: 'by-alias',
      fields: { client_id: 'by-alias', client_secret: SECRET, new_secret: NEW },
      headers: {},
    },
  ])('takes $name', async ({ clientId, fields, headers }) => {
    expect((await change(fields as Record<string, string>, headers)).status).toBe(200);

    expect([await statusWith(clientId, SECRET), await statusWith(clientId, NEW)]).toEqual([401, 200]);
  });

  test('ruling 64: a new secret that is written like a hash is a secret, and its text alone is accepted', async () => {
    const known = 'what the hash is made of';
    const hash = await bcrypt(known, { cost: 4 });

    expect((await change(fieldsOf('hash-shaped', { new_client_secret: hash }))).status).toBe(200);

    expect([await statusWith('hash-shaped', known), await statusWith('hash-shaped', hash)]).toEqual([401, 200]);
    expect((await secretsOf('hash-shaped')).map((row) => row.hash)).not.toContain(hash);
  });

  test('the new secret is stored as configured and good without end, what the change before replaced is forgotten', async () => {
    await change(fieldsOf('retrying'));
    await change({ client_id: 'retrying', client_secret: NEW, new_client_secret: 'one more correct horse' });

    const rows = await secretsOf('retrying');

    expect(rows.map(({ expiration }) => expiration === null)).toEqual([false, true]);
    expect(rows.every(({ hash }) => hash.startsWith('$iterated-sha256$i=1000$'))).toBe(true);
  });
});

describe('S-07: what is refused changes nothing', () => {
  afterEach(async () => {
    expect(await secretsOf('untouched')).toHaveLength(1);
    expect(await statusWith('untouched', SECRET)).toBe(200);
  });

  test.each(['client_id', 'client_secret', 'new_client_secret'])('ruling 20: without %s: 400, named', async (name) => {
    const { [name]: _left, ...fields } = fieldsOf('untouched');

    const answer = await change(fields);

    expect(facts(answer)).toEqual([400, 'invalid_request']);
    expect(answer.body.error_description).toBe(`The parameter ${name} is missing.`);
  });

  test.each(['-1', '1e9', '1000000000', '1.5', '0x10', 'NaN', `1${'0'.repeat(400)}`, '121'])(
    'a grace of %s: 400 that says what is right',
    async (grace) => {
      const answer = await change(fieldsOf('untouched', { grace_period_mins: grace }));

      expect(facts(answer)).toEqual([400, 'invalid_request']);
      expect(answer.body.error_description).toContain('from 0 to 120');
    },
  );

  test.each([
    { name: 'a wrong secret', fields: fieldsOf('untouched', { client_secret: 'wrong horse' }) },
    { name: 'an unknown client', fields: fieldsOf('nobody') },
    { name: 'a disabled client', fields: fieldsOf('disabled') },
    { name: 'an expired secret (ruling 57)', fields: fieldsOf('expired') },
    { name: 'a public client with an invented secret', fields: fieldsOf('public') },
  ])('$name: 401 invalid_client with a challenge, one text for all', async ({ fields }) => {
    const answer = await change(fields);

    expect(facts(answer)).toEqual([401, 'invalid_client']);
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="gatehouse"');
    expect(answer.body.error_description).toBe('The client is unknown or its authentication failed.');
  });

  test.each([
    {
      name: 'a wrong secret by Basic',
      fields: { new_client_secret: NEW },
      headers: basic('untouched', 'wrong horse'),
      expected: [401, 'invalid_client'],
    },
    {
      name: 'an access token',
      fields: { new_client_secret: NEW },
      headers: { authorization: 'Bearer x' },
      expected: [401, 'invalid_client'],
    },
    {
      name: 'the secret twice',
      fields: fieldsOf('untouched'),
      headers: basic('untouched', SECRET),
      expected: [400, 'invalid_request'],
    },
    {
      name: 'both names of the new secret',
      fields: fieldsOf('untouched', { new_secret: NEW }),
      headers: {},
      expected: [400, 'invalid_request'],
    },
  ])('$name: $expected', async ({ fields, headers, expected }) => {
    expect(facts(await change(fields, headers))).toEqual(expected);
  });

  test('a client that may not change its secret: 400 unauthorized_client, after it proved itself only', async () => {
    expect(facts(await change(fieldsOf('frozen')))).toEqual([400, 'unauthorized_client']);
    expect(facts(await change(fieldsOf('frozen', { client_secret: 'wrong horse' })))).toEqual([401, 'invalid_client']);
    expect(await secretsOf('frozen')).toHaveLength(1);
  });

  test.each([
    { newSecret: '7 chars', problem: 'is not 8 to 256 characters long' },
    { newSecret: 'ab1'.repeat(86), problem: 'is not 8 to 256 characters long' },
    { newSecret: SECRET, problem: 'is the present one' },
    { newSecret: 'aaaaaaaaaaaaaaaa', problem: 'has fewer than 6 different characters' },
    { newSecret: '12345678', problem: 'consists of runs of neighbouring characters' },
    { newSecret: 'untouched1', problem: "is little more than the client's id" },
  ])('a new secret that $problem: 400', async ({ newSecret, problem }) => {
    const answer = await change(fieldsOf('untouched', { new_client_secret: newSecret }));

    expect(facts(answer)).toEqual([400, 'invalid_request']);
    expect(answer.body.error_description).toBe(`The new secret ${problem}.`);
  });

  test('STD OA5: parameters in the address: 400', async () => {
    const query = new URLSearchParams(fieldsOf('untouched')).toString();

    const answer = await answered(fetch(`${server.issuer}/oauth/change-secret?${query}`, { method: 'POST' }));

    expect(facts(answer)).toEqual([400, 'invalid_request']);
  });

  test('STD B2: JSON: 400', async () => {
    const request = { method: 'POST', body: JSON.stringify(fieldsOf('untouched')) };
    const headers = { 'content-type': 'application/json' };

    const answer = await answered(fetch(`${server.issuer}/oauth/change-secret`, { ...request, headers }));

    expect(facts(answer)).toEqual([400, 'invalid_request']);
  });

  test.each(['GET', 'PUT', 'OPTIONS'])('%s: no such route', async (method) => {
    const { status } = await fetch(`${server.issuer}/oauth/change-secret`, { method });

    expect([404, 405]).toContain(status);
  });

  test('V-69: no page of any origin may read the answer', async () => {
    const answer = await change(fieldsOf('untouched', { client_secret: 'wrong horse' }), {
      origin: 'https://app.example',
    });

    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a secret that was replaced', () => {
  test('still authenticates during the grace, but replaces no secret: who stole it cannot shut the client out', async () => {
    await change(fieldsOf('replaced', { grace_period_mins: '60' }));

    const again = await change(fieldsOf('replaced', { new_client_secret: 'the horse of a thief' }));

    expect(facts(again)).toEqual([401, 'invalid_client']);
    expect([await statusWith('replaced', SECRET), await statusWith('replaced', NEW)]).toEqual([200, 200]);
    expect(await statusWith('replaced', 'the horse of a thief')).toBe(401);
  });

  test('R-18: no more than ten are accepted beside the new one', async () => {
    const secrets = [SECRET, ...Array.from({ length: 11 }, (_, index) => `correct horse number ${index}`)];
    const answers: Answer[] = [];
    for (const [index, next] of secrets.slice(1).entries())
      answers.push(
        await change({
          client_id: 'overlapping',
          client_secret: secrets[index] ?? '',
          new_client_secret: next,
          grace_period_mins: '60',
        }),
      );

    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(9).fill(200), 400, 401]);
    expect(answers[9]?.body.error_description).toContain('grace_period_mins=0');
    const last = { client_id: 'overlapping', client_secret: secrets[9] ?? '', new_client_secret: NEW };
    expect((await change(last)).status).toBe(200);
    expect(await secretsOf('overlapping')).toHaveLength(11);
    expect(await statusWith('overlapping', secrets[8] ?? '')).toBe(401);
  });
});

describe('S-07: sixteen changes at once that present the same secret', () => {
  test.each([
    { clientId: 'crowd', grace: '0', oldStatus: 401 },
    { clientId: 'patient-crowd', grace: '60', oldStatus: 200 },
  ])(
    'one is stored, fifteen are refused cleanly; the old one then gets $oldStatus (grace $grace)',
    async ({ clientId, grace, oldStatus }) => {
      const attempts = Array.from({ length: 16 }, (_, index) => `correct horse number ${index}`);
      const url = `${server.issuer}/oauth/change-secret`;

      const answers = await postSimultaneously(
        attempts.map((next) => ({
          url,
          fields: fieldsOf(clientId, { new_client_secret: next, grace_period_mins: grace }),
        })),
      );

      const winner = attempts[answers.findIndex(({ status }) => status === 200)] ?? '';
      expect(answers.map(({ status, body }) => [status, body.error]).sort()).toEqual([
        [200, undefined],
        ...Array.from({ length: 15 }, () => [401, 'invalid_client']),
      ]);
      expect(await secretsOf(clientId)).toHaveLength(2);
      expect([await statusWith(clientId, SECRET), await statusWith(clientId, winner)]).toEqual([oldStatus, 200]);
      for (const loser of attempts.filter((each) => each !== winner).slice(0, 3))
        expect(await statusWith(clientId, loser)).toBe(401);
    },
  );
});

test('a change and each refusal are on record, the version grows, no secret is told', async () => {
  const versionOf = async (): Promise<unknown> =>
    (await rowsOf(server.databaseUrl, `select version from oauth2_client where client_id = 'recorded'`))[0];
  await change(fieldsOf('recorded', { client_secret: 'wrong horse' }));
  expect(await versionOf()).toEqual({ version: 1 });
  await change(fieldsOf('recorded', { grace_period_mins: '30' }));

  const rows = await rowsOf<Record<string, unknown>>(
    server.databaseUrl,
    `select outcome, error_code, remote_address is not null as has_address, detail from audit_event
      where kind = 'CLIENT_CHANGE' and client_id = 'recorded' and detail->>'change' is distinct from 'created' order by sequence`,
  );
  expect(await versionOf()).toEqual({ version: 2 });
  expect(rows).toMatchObject([
    { outcome: 'failure', error_code: 'invalid_client', has_address: true, detail: { endpoint: 'change-secret' } },
    {
      outcome: 'success',
      has_address: true,
      detail: { change: 'secret replaced', graceMinutes: 30, version: 2, actor: 'recorded' },
    },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/horse|person-chose/);
});

/** Whether the fact comes to hold within five seconds. */
async function until(fact: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + 5_000;
  while (performance.now() < end) if (await fact()) return true;
  return false;
}

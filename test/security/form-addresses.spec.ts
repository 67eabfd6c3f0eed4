import { SECOND_FACTOR_TARGETS } from '../../libs/outbound-smart/src/authorization-flow/second-factor/second-factor-path.js';
import { SIGN_IN_TARGETS } from '../../libs/outbound-smart/src/authorization-flow/sign-in/sign-in-path.js';
import { openSignedIn, requestUrl } from '../support/authorization.js';
import { hiddenFields, Person, type Fields } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, carla } from '../support/test-users.js';
import { giveTotp } from '../support/totp.js';

/** A form of ours that is ready to be sent. */
interface ReadyForm {
  readonly person: Person;
  readonly fields: Fields;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ users: [amelia, carla] });
  await giveTotp(server, 'carla');
});
afterAll(() => server.stop());

async function signInForm(): Promise<ReadyForm> {
  const person = new Person();
  const page = await person.open(requestUrl(server.issuer));
  return { person, fields: { ...hiddenFields(page), username: carla.username, password: 'wrong' } };
}

async function codeForm(): Promise<ReadyForm> {
  const person = new Person();
  return {
    person,
    fields: { ...hiddenFields(await openSignedIn(person, requestUrl(server.issuer), carla)), code: '000000' },
  };
}

async function approvalForm(): Promise<ReadyForm> {
  const person = new Person();
  const page = await openSignedIn(person, requestUrl(server.issuer), amelia);
  return { person, fields: { ...hiddenFields(page), user_oauth_approval: 'true' } };
}

const forms = [
  { name: 'sign-in', make: signInForm, targets: SIGN_IN_TARGETS },
  { name: 'second factor', make: codeForm, targets: SECOND_FACTOR_TARGETS },
  { name: 'approval', make: approvalForm, targets: ['oauth/authorize', 'authorize'] },
] as const;

/** How the form is sent; the person is somebody else where the cookie is missing. */
type Attack = (form: ReadyForm) => RequestInit & { readonly query?: string; readonly isStranger?: true };

const encoded = (fields: Fields, ...more: readonly (readonly [string, string])[]): URLSearchParams =>
  new URLSearchParams([...Object.entries(fields), ...more.map(([name, value]): [string, string] => [name, value])]);
const withHeaders =
  (headers: Fields): Attack =>
  ({ fields }) => ({ headers, body: encoded(fields) });

const attacks: readonly (readonly [name: string, status: number, attack: Attack])[] = [
  ['a forged token', 403, ({ fields }) => ({ body: encoded({ ...fields, _csrf: 'forged' }) })],
  ['no token', 403, ({ fields }) => ({ body: encoded({ ...fields, _csrf: '' }) })],
  ['no cookie', 403, ({ fields }) => ({ body: encoded(fields), isStranger: true })],
  ['another site', 403, withHeaders({ 'sec-fetch-site': 'cross-site' })],
  ['another origin', 403, withHeaders({ origin: 'https://evil.example' })],
  ['an encoding of forms elsewhere', 403, withHeaders({ 'content-type': 'text/plain' })],
  ['a field in the address', 400, ({ fields }) => ({ body: encoded(fields), query: '?username=carla' })],
  ['a field twice', 400, ({ fields }) => ({ body: encoded(fields, ['interaction', 'x']) })],
  ['an unknown handle', 400, ({ fields }) => ({ body: encoded({ ...fields, interaction: `ghi_${'A'.repeat(22)}` }) })],
  ['a body that is too large', 413, ({ fields }) => ({ body: encoded({ ...fields, x: 'x'.repeat(1_200_000) }) })],
];

/** Headers that protect an answer, whatever it is. */
const PROTECTING = [
  'cache-control',
  'content-security-policy',
  'referrer-policy',
  'permissions-policy',
  'x-frame-options',
];

/** What an attack meets at an address: the answer and its protection. */
async function meets(form: ReadyForm, target: string, attack: Attack): Promise<object> {
  const { query = '', isStranger, ...init } = attack(form);
  const sender = isStranger ? new Person() : form.person;
  const { status, headers } = await sender.request(`${server.issuer}/${target}${query}`, { method: 'POST', ...init });
  return { status, headers: PROTECTING.map((name) => headers.get(name)?.replaceAll(/'(?:nonce|sha256)-[^']+'/g, '…')) };
}

/** What the audit log has of what was done. */
async function recordsOf(act: () => Promise<void>): Promise<readonly object[]> {
  const [last] = await rowsOf<{ seen: string }>(
    server.databaseUrl,
    'select coalesce(max(sequence), 0) as seen from audit_event',
  );
  await act();
  return rowsOf(
    server.databaseUrl,
    'select kind, outcome, error_code, client_id, remote_address from audit_event where sequence > $1',
    [last?.seen],
  );
}

describe.each(forms)('skins 1.4: the form of the $name page at every address that it may have', ({ make, targets }) => {
  let form: ReadyForm;
  beforeAll(async () => {
    form = await make();
  });

  test.each(attacks)('V-66, O-14: %s is met alike, and recorded once', async (_name, status, attack) => {
    const met: object[] = [];
    const records = await recordsOf(async () => {
      for (const target of targets) met.push(await meets(form, target, attack));
    });

    expect(met[0]).toMatchObject({ status });
    expect(met).toEqual(targets.map(() => met[0]));
    if (status !== 413) expect(records[0]).toMatchObject({ kind: 'AUTHORIZATION_REFUSAL', outcome: 'failure' });
    expect(records).toEqual(status === 413 ? expect.anything() : targets.map(() => records[0]));
  });
});

test.each([
  { name: 'passwords', form: signInForm, targets: SIGN_IN_TARGETS },
  { name: 'codes', form: codeForm, targets: SECOND_FACTOR_TARGETS },
])('V-57: wrong $name count for the account, wherever they are sent', async ({ form: make, targets }) => {
  await rowsOf(server.databaseUrl, 'delete from sign_in_throttle');
  const { person, fields } = await make();
  for (const target of targets) await person.post(`${server.issuer}/${target}`, fields);

  const counted = await rowsOf(server.databaseUrl, 'select max(failures) as most from sign_in_throttle');
  expect(counted).toEqual([{ most: targets.length }]);
});

test('V-65: the other addresses have nothing to show', async () => {
  const others = [...SIGN_IN_TARGETS, ...SECOND_FACTOR_TARGETS].filter((target) => !target.startsWith('signin'));
  const answers = await Promise.all([...others, 'authorize'].map((target) => fetch(`${server.issuer}/${target}`)));

  expect(answers.map(({ status, headers }) => [status, headers.get('allow')])).toEqual(
    answers.map(() => [405, 'POST']),
  );
});

import { newPkce, postForm, redemption } from '../support/app.js';
import {
  alreadyAllowedOn,
  answerOf,
  answerParameters,
  errorFacts,
  handleOf,
  kindOf,
  openSignedIn,
  requestUrl,
  scopesOf,
  textOf,
  type RequestParameters,
} from '../support/authorization.js';
import { hiddenFields, Person, type Fields, type Page } from '../support/person.js';
import { codesIssued, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

const SCOPE = 'openid patient/*.rs offline_access';
/** What the page calls these. */
const TITLES = ['Know who you are', 'See all records of the selected patient', 'Keep access when you are not using it'];

const [publicApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'auto-some', autoApproveScopes: ['openid', 'patient/*.rs'] },
  { ...publicApp, clientId: 'auto-all', autoApproveScopes: SCOPE.split(' ') },
  { ...publicApp, clientId: 'always', autoApproveScopes: SCOPE.split(' '), alwaysRequireApproval: true },
  { ...publicApp, clientId: 'remembering', rememberApprovedScopes: true },
  { ...publicApp, clientId: 'other-remembering', rememberApprovedScopes: true },
  { ...publicApp, clientId: 'always-remembering', rememberApprovedScopes: true, alwaysRequireApproval: true },
  { ...publicApp, clientId: 'fixed', scopes: ['openid', 'patient/Observation.rs', 'user/*.rs'], fixedScope: true },
  {
    ...publicApp,
    clientId: 'granting',
    scopes: ['openid', 'patient/*.rs'],
    autoGrantScopes: ['cdr_all_user_authorities', 'offline_access'],
    autoApproveScopes: ['cdr_all_user_authorities'],
  },
  { ...publicApp, clientId: 'no-refresh', allowedGrantTypes: ['AUTHORIZATION_CODE'] },
  { ...publicApp, clientId: 'patient-granting', scopes: ['openid'], autoGrantScopes: ['patient/*.read'] },
  { ...publicApp, clientId: 'patient-fixed', scopes: ['openid', 'patient/*.read'], fixedScope: true },
  {
    ...publicApp,
    clientId: 'described',
    clientName: '<b>Evil & Co</b>',
    scopes: ['openid', 'patient/*.rs', 'x:own', 'x:other'],
    scopeDescriptions: { 'x:own': 'Read your <i>diary</i>', 'patient/*.rs': 'Nothing really' },
  },
];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ clients, users: [amelia, bertha, carla] });
});

beforeEach(() => rowsOf(server.databaseUrl, 'delete from approval'));

afterAll(() => server.stop());

/** What comes after signing in. */
async function ask(clientId: string, parameters: RequestParameters = {}, person = new Person()): Promise<Page> {
  const url = requestUrl(server.issuer, { client_id: clientId, scope: SCOPE, ...parameters });
  return openSignedIn(person, url, amelia);
}

/** The approval page of a fresh person, with the person. */
async function approvalPage(clientId = 'public-app', parameters: RequestParameters = {}) {
  const person = new Person();
  const page = await ask(clientId, parameters, person);
  if (kindOf(page) !== 'approval') throw new Error(`No approval page, but ${kindOf(page)}`);
  return { person, page };
}

/** The form as a browser sends it with these boxes ticked. */
async function decide(person: Person, page: Page, fields: Fields): Promise<Page> {
  return person.post(`${server.issuer}/oauth/authorize`, { ...hiddenFields(page), ...fields });
}

/** Scopes of the token that the request leads to. */
async function grantedScopes(
  clientId: string,
  parameters: RequestParameters,
  act: (person: Person, page: Page) => Promise<Page> = (person, page) => person.approve(page),
): Promise<readonly string[]> {
  const pkce = newPkce();
  const person = new Person();
  const page = await ask(clientId, { code_challenge: pkce.challenge, ...parameters }, person);
  const callback = answerOf(kindOf(page) === 'approval' ? await act(person, page) : page);
  const issued = { code: callback.searchParams.get('code') ?? '', pkce, callback };
  const response = await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: clientId }));
  return ((await response.json()) as { scope: string }).scope.split(' ');
}

describe('denial', () => {
  test.each([
    { name: 'the person denies', fields: { user_oauth_approval: 'false' } },
    { name: '18.2: the form has no decision', fields: {} },
    { name: 'the decision is no known word', fields: { user_oauth_approval: 'TRUE' } },
    { name: 'denial wins over ticked boxes', fields: { user_oauth_approval: 'false', 'scope.patient/*.rs': 'true' } },
  ])('ruling 5, STD A8, N5: $name: access_denied with state and issuer, no code', async ({ fields }) => {
    const { person, page } = await approvalPage();
    const before = await codesIssued(server.databaseUrl);

    const answer = answerParameters(await decide(person, page, fields));

    expect(answer).toMatchObject({ error: 'access_denied', state: 'af0ifjsldkj', iss: server.issuer });
    expect(answer).not.toHaveProperty('code');
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });

  test('STD N5: unticking everything of a request without openid is a denial', async () => {
    const { person, page } = await approvalPage('public-app', { scope: 'patient/*.rs offline_access' });

    const answer = await person.approve(page, { without: ['patient/*.rs', 'offline_access'] });

    expect(answerParameters(answer).error).toBe('access_denied');
  });

  test('STD A8: a denied request asks again the next time', async () => {
    const { person, page } = await approvalPage('remembering');
    await person.deny(page);

    expect(kindOf(await ask('remembering', {}, person))).toBe('approval');
  });

  test('O-14: the denial is in the audit log', async () => {
    const { person, page } = await approvalPage('always');
    await person.deny(page);

    const rows = await rowsOf(
      server.databaseUrl,
      `select 1 from audit_event where kind = 'AUTHORIZATION_REFUSAL' and client_id = 'always' and error_code = 'access_denied'`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('choice of scopes', () => {
  test.each([
    { without: [], granted: ['openid', 'patient/*.rs', 'offline_access'] },
    { without: ['offline_access'], granted: ['openid', 'patient/*.rs'] },
    { without: ['patient/*.rs'], granted: ['openid', 'offline_access'] },
    { without: ['patient/*.rs', 'offline_access'], granted: ['openid'] },
  ])('STD G8, A10, N5: unticked $without, granted $granted', async ({ without, granted }) => {
    const scopes = await grantedScopes('public-app', { scope: SCOPE }, (person, page) =>
      person.approve(page, { without }),
    );

    expect(scopes.toSorted()).toEqual(granted.toSorted());
  });

  test('18.1: scope.<name>=false means unticked', async () => {
    const scopes = await grantedScopes('public-app', { scope: SCOPE }, (person, page) =>
      decide(person, page, {
        user_oauth_approval: 'true',
        'scope.openid': 'true',
        'scope.patient/*.rs': 'true',
        'scope.offline_access': 'false',
      }),
    );

    expect(scopes.toSorted()).toEqual(['openid', 'patient/*.rs']);
  });

  test.each([
    { name: 'a scope that was not asked for', extra: { 'scope.user/*.rs': 'true' } },
    { name: 'a scope the client may not have', extra: { 'scope.system/*.cruds': 'true' } },
    { name: 'a wider scope than asked for', extra: { 'scope.patient/*.cruds': 'true' } },
    { name: 'a prototype name', extra: { 'scope.__proto__': 'true', 'scope.constructor': 'true' } },
  ])('V-17: $name cannot be slipped into the form', async ({ extra }) => {
    const scopes = await grantedScopes('public-app', { scope: 'openid patient/Observation.rs' }, (person, page) =>
      decide(person, page, { ...extra, user_oauth_approval: 'true', 'scope.patient/Observation.rs': 'true' }),
    );

    expect(scopes.toSorted()).toEqual(['openid', 'patient/Observation.rs']);
  });

  test('STD G8: granular scopes are ticked one by one, whatever signs they have', async () => {
    const kept = 'patient/Observation.rs?category=http://terminology.example/a|laboratory&status=final';
    const dropped = 'patient/Condition.rs?category=http://terminology.example/b|problem-list-item';

    const scopes = await grantedScopes('public-app', { scope: `openid ${kept} ${dropped}` }, (person, page) =>
      decide(person, page, { user_oauth_approval: 'true', [`scope.${kept}`]: 'true' }),
    );

    expect(scopes.toSorted()).toEqual(['openid', kept].toSorted());
  });

  test('STD OID-1: openid cannot be unticked', async () => {
    const { page } = await approvalPage();

    expect(scopesOf(page)).toEqual({ required: ['openid'], optional: ['patient/*.rs', 'offline_access'] });
  });

  test('ruling 39, STD X21: a scope outside the list is dropped, the requested spelling of a covered one is kept', async () => {
    const scope = 'openid patient/Observation.rs patient/Patient.read system/*.rs patient/Bogus.rs';

    const scopes = await grantedScopes('public-app', { scope });

    expect(scopes.toSorted()).toEqual(['openid', 'patient/Observation.rs', 'patient/Patient.read']);
  });
});

describe('client settings (5.1)', () => {
  test('autoApproveScopes: nothing is asked when everything is on the list', async () => {
    expect(kindOf(await ask('auto-all'))).toBe('answer');
  });

  test('A-14: autoApproveScopes: only the others are asked, the listed ones are told and granted all the same', async () => {
    const { page } = await approvalPage('auto-some');
    expect(scopesOf(page)).toEqual({ required: [], optional: ['offline_access'] });
    expect(alreadyAllowedOn(page)).toEqual(TITLES.slice(0, 2));

    const scopes = await grantedScopes('auto-some', { scope: SCOPE }, (person, one) =>
      person.approve(one, { without: ['offline_access'] }),
    );

    expect(scopes.toSorted()).toEqual(['openid', 'patient/*.rs']);
  });

  test('A-14: autoApproveScopes: prompt=consent asks all the same, and the page says what the app gets', async () => {
    const person = new Person();
    const page = await ask('auto-all', { prompt: 'consent' }, person);

    expect(kindOf(page)).toBe('approval');
    expect(alreadyAllowedOn(page)).toEqual(TITLES);
    expect(page.text).not.toMatch(/asks for no data|<dd>none/);
    expect((await person.approve(page)).headers.get('location')).toMatch(/[?&]code=/);
  });

  test('autoApproveScopes: an entry does not approve a wider scope', async () => {
    const { page } = await approvalPage('auto-some', { scope: 'openid user/*.rs' });

    expect(scopesOf(page).optional).toEqual(['user/*.rs']);
  });

  test('alwaysRequireApproval: asks although everything is approved automatically, and shows every scope', async () => {
    const { page } = await approvalPage('always');

    expect(alreadyAllowedOn(page)).toEqual(TITLES);
  });

  test('alwaysRequireApproval: asks again in the same session', async () => {
    const person = new Person();
    await person.approve(await ask('always', {}, person));

    expect(kindOf(await ask('always', {}, person))).toBe('approval');
  });

  test('alwaysRequireApproval wins over rememberApprovedScopes', async () => {
    const person = new Person();
    await person.approve(await ask('always-remembering', {}, person));

    expect(kindOf(await ask('always-remembering', {}, person))).toBe('approval');
  });

  test('without rememberApprovedScopes every request asks', async () => {
    const person = new Person();
    await person.approve(await ask('public-app', {}, person));

    expect(kindOf(await ask('public-app', {}, person))).toBe('approval');
  });

  test('rememberApprovedScopes: asks no more for what was approved, also in another session', async () => {
    const person = new Person();
    await person.approve(await ask('remembering', {}, person));

    expect(kindOf(await ask('remembering', {}, new Person()))).toBe('answer');
    expect(kindOf(await ask('remembering', { scope: 'openid patient/*.rs' }, person))).toBe('answer');
  });

  test('rememberApprovedScopes: asks for new scopes', async () => {
    const person = new Person();
    await person.approve(await ask('remembering', {}, person));

    expect(kindOf(await ask('remembering', { scope: `${SCOPE} email` }, person))).toBe('approval');
  });

  test('reference 5.1: rememberApprovedScopes: asks only for new scopes, tells of the others, and the token gets both', async () => {
    const before = await approvalPage('remembering');
    await before.person.approve(before.page);
    const { page } = await approvalPage('remembering', { scope: `${SCOPE} email` });
    expect(scopesOf(page).optional).toEqual(['email']);
    expect(alreadyAllowedOn(page)).toEqual(TITLES);

    const all = await grantedScopes('remembering', { scope: `${SCOPE} email` });

    expect(all.toSorted()).toEqual(['email', ...SCOPE.split(' ')].toSorted());
    expect(kindOf(await ask('remembering', { scope: `${SCOPE} email` }))).toBe('answer');
  });

  test('reference 5.1: rememberApprovedScopes: without the new scope the others are granted, and stay remembered', async () => {
    const person = new Person();
    await person.approve(await ask('remembering', {}, person));

    const left = await grantedScopes('remembering', { scope: `${SCOPE} email` }, (other, page) =>
      other.approve(page, { without: ['email'] }),
    );

    expect(left.toSorted()).toEqual(SCOPE.split(' ').toSorted());
    expect(kindOf(await ask('remembering', {}, person))).toBe('answer');
    expect(kindOf(await ask('remembering', { scope: `${SCOPE} email` }, person))).toBe('approval');
  });

  test.each([
    { name: 'prompt=consent', clientId: 'remembering', prompt: 'consent' },
    { name: 'alwaysRequireApproval', clientId: 'always-remembering', prompt: undefined },
  ])('reference 5.1: rememberApprovedScopes: $name asks for everything again', async ({ clientId, prompt }) => {
    const person = new Person();
    await person.approve(await ask(clientId, {}, person));
    const page = await ask(clientId, { scope: `${SCOPE} email`, prompt }, person);

    expect(scopesOf(page).optional.toSorted()).toEqual(['email', 'offline_access', 'patient/*.rs']);
    expect(alreadyAllowedOn(page)).toEqual([]);
  });

  test('rememberApprovedScopes: what was unticked is not remembered', async () => {
    const person = new Person();
    const page = await openSignedIn(
      person,
      requestUrl(server.issuer, { client_id: 'remembering', scope: SCOPE }),
      bertha,
    );
    await person.approve(page, { without: ['offline_access'] });

    const narrow = await ask('remembering', { scope: 'openid patient/*.rs' }, person);
    const wide = await ask('remembering', {}, person);

    expect([kindOf(narrow), kindOf(wide)]).toEqual(['answer', 'approval']);
  });

  test('B-15: rememberApprovedScopes: what is unticked later is forgotten, and asked for again', async () => {
    const person = new Person();
    await person.approve(await ask('remembering', {}, person));
    const again = await ask('remembering', { prompt: 'consent' }, person);
    await person.approve(again, { without: ['patient/*.rs', 'offline_access'] });

    const next = await ask('remembering', {}, person);
    const silent = await ask('remembering', { prompt: 'none' }, person);
    const kept = await ask('remembering', { scope: 'openid' }, person);

    expect([kindOf(next), kindOf(kept)]).toEqual(['approval', 'answer']);
    expect(answerParameters(silent).error).toBe('consent_required');
  });

  test('B-15: rememberApprovedScopes: a denial forgets what was approved before, of this app and person only', async () => {
    const person = new Person();
    await person.approve(await ask('remembering', {}, person));
    await person.approve(await ask('other-remembering', {}, person));
    await person.deny(await ask('remembering', { prompt: 'consent' }, person));

    const next = await ask('remembering', {}, person);
    const other = await ask('other-remembering', {}, person);

    expect([kindOf(next), kindOf(other)]).toEqual(['approval', 'answer']);
  });

  test('B-15: rememberApprovedScopes: scopes that were not on the page stay remembered', async () => {
    const person = new Person();
    await person.approve(await ask('remembering', {}, person));
    const narrow = await ask('remembering', { scope: 'openid offline_access', prompt: 'consent' }, person);
    await person.approve(narrow, { without: ['offline_access'] });

    expect(kindOf(await ask('remembering', { scope: 'openid patient/*.rs' }, person))).toBe('answer');
    expect(kindOf(await ask('remembering', { scope: 'openid offline_access' }, person))).toBe('approval');
  });

  test('rememberApprovedScopes: one person’s approval is not another’s, nor another app’s', async () => {
    const person = new Person();
    await person.approve(await ask('other-remembering', {}, person));
    const url = requestUrl(server.issuer, { client_id: 'other-remembering', scope: SCOPE });

    const otherPerson = await openSignedIn(new Person(), url, bertha);
    const otherApp = await ask('remembering', {}, person);

    expect([kindOf(otherPerson), kindOf(otherApp)]).toEqual(['approval', 'approval']);
  });

  test('rememberApprovedScopes: prompt=consent asks all the same (STD OID-3)', async () => {
    const person = new Person();
    await person.approve(await ask('remembering', {}, person));

    expect(kindOf(await ask('remembering', { prompt: 'consent' }, person))).toBe('approval');
  });

  test.each([{ scope: 'openid' }, { scope: 'openid email' }, { scope: undefined }])(
    'fixedScope: $scope gets the whole list of the client',
    async (parameters) => {
      const scopes = await grantedScopes('fixed', parameters);

      expect(scopes.toSorted()).toEqual(['openid', 'patient/Observation.rs', 'user/*.rs']);
    },
  );

  test('fixedScope: the approval page shows the whole list', async () => {
    const { page } = await approvalPage('fixed', { scope: 'openid' });

    expect([...scopesOf(page).required, ...scopesOf(page).optional].toSorted()).toEqual([
      'openid',
      'patient/Observation.rs',
      'user/*.rs',
    ]);
  });

  test('autoGrantScopes: are granted without being asked for, listed or not', async () => {
    const scopes = await grantedScopes('granting', { scope: 'openid' });

    expect(scopes.toSorted()).toEqual(['cdr_all_user_authorities', 'offline_access', 'openid']);
  });

  test('autoGrantScopes: the person sees them, and is asked unless they are approved automatically too', async () => {
    const { page } = await approvalPage('granting', { scope: 'openid' });

    expect(scopesOf(page).optional).toEqual(['offline_access']);
    expect(alreadyAllowedOn(page)).toEqual(['Everything you are allowed to do']);
  });
});

test('RFC6749-3.3, A-14: a client without REFRESH_TOKEN is neither shown nor granted what asks for one', async () => {
  const asked = { scope: 'openid offline_access online_access' };
  const { page } = await approvalPage('no-refresh', asked);

  expect(scopesOf(page)).toEqual({ required: ['openid'], optional: [] });
  expect(page.text).not.toMatch(/signed out|until you sign out|when you are away/i);
  expect(await grantedScopes('no-refresh', asked)).toEqual(['openid']);
});

describe('a person without a patient', () => {
  const askCarla = (scope: string, clientId = 'public-app') =>
    openSignedIn(new Person(), requestUrl(server.issuer, { client_id: clientId, scope }), carla);

  test.each([{ scope: 'openid patient/*.rs launch/patient' }, { scope: 'launch/patient openid' }])(
    'STD L2: $scope: the app is told before the person is asked',
    async ({ scope }) => {
      const answer = answerParameters(await askCarla(scope));

      expect(answer).toMatchObject({ error: 'access_denied', state: 'af0ifjsldkj' });
      expect(answer.error_description).toMatch(/no patient to choose.*default launch context/);
    },
  );

  test('STD L2: what needs a patient is not on the page when something else remains', async () => {
    expect(scopesOf(await askCarla('openid user/*.rs patient/*.rs launch/patient')).optional).toEqual(['user/*.rs']);
  });

  test.each(['patient-granting', 'patient-fixed'])(
    'STD L2: an app that has patient scopes without asking (%s) gets the sign-in it asks for',
    async (clientId) => {
      const { required, optional } = scopesOf(await askCarla('openid', clientId));

      expect([required, optional]).toEqual([['openid'], []]);
    },
  );

  test('STD L2, ruling 54: the refusal is in the audit log with the reason of each scope', async () => {
    await askCarla('openid patient/*.read');

    const [row] = await rowsOf<{ trace: unknown[] }>(
      server.databaseUrl,
      `select trace from audit_event where kind = 'AUTHORIZATION_REFUSAL' and username = 'carla' order by at desc limit 1`,
    );
    expect(row?.trace).toContainEqual(
      expect.objectContaining({ value: 'patient/*.read', outcome: 'dropped', ruleId: 'context.no-patient' }),
    );
  });
});

describe('prompt=none', () => {
  test.each([
    { name: 'scopes wait for approval', client: 'public-app' },
    { name: 'the client always asks', client: 'always' },
  ])('STD OID-3: $name: consent_required, no page', async ({ client }) => {
    const person = new Person();
    await ask(client, {}, person);

    expect(answerParameters(await ask(client, { prompt: 'none' }, person)).error).toBe('consent_required');
  });

  test('STD OID-3: remembered approvals are enough', async () => {
    const person = new Person();
    await person.approve(await ask('remembering', {}, person));

    expect(answerParameters(await ask('remembering', { prompt: 'none' }, person))).toHaveProperty('code');
  });
});

describe('the approval page', () => {
  test('18.1, STD X13, OU1: a plain form with the documented fields and stable ids', async () => {
    const { page } = await approvalPage();

    expect(page.text).toContain('<form id="approve-form" method="post" action="/oauth/authorize">');
    expect(page.text).toMatch(/id="allow" type="submit" name="user_oauth_approval" value="true"/);
    expect(page.text).toMatch(/id="deny" type="submit" name="user_oauth_approval" value="false"/);
    expect(page.text).not.toContain('<script');
  });

  test('A-14: names the app, the person, the scopes in words and how long access lasts', async () => {
    const { page } = await approvalPage('public-app', { scope: 'openid patient/*.rs' });

    expect(textOf(page, 'client-name')).toBe('Public App');
    expect(page.text).toContain('Amelia Marsh');
    expect(page.text).toContain('Know who you are');
    expect(page.text).toContain('Access lasts for 5 minutes');
  });

  test('A-14: tells of the longer access where the app may keep it', async () => {
    const { page } = await approvalPage();

    expect(page.text).toContain('Access lasts for 1 day');
  });

  test('STD A10, S7, CN1, CN2: says that a wildcard covers future data too', async () => {
    const { page } = await approvalPage();

    expect(page.text).toMatch(/now and in (the )?future/i);
  });

  test('V-79, V-82, V-83: names and descriptions of the client are escaped', async () => {
    const { page } = await approvalPage('described', { scope: 'openid patient/*.rs x:own x:other' });

    expect(page.text).not.toMatch(/<b>Evil|<i>diary/);
    expect(page.text).toContain('&lt;b&gt;Evil &amp; Co&lt;/b&gt;');
    expect(page.text).toContain('Read your &lt;i&gt;diary&lt;/i&gt;');
  });

  test('CN1: a client cannot talk down a scope whose meaning is known', async () => {
    const { page } = await approvalPage('described', { scope: 'openid patient/*.rs' });

    expect(page.text).toMatch(/The app says: Nothing really/);
    expect(page.text).toMatch(/health record/i);
  });

  test('"Not you?" lets somebody else sign in for the same request', async () => {
    const { person, page } = await approvalPage();
    const href = /id="switch-user" href="([^"]*)"/.exec(page.text)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    const signIn = await person.open(new URL(href, server.issuer).href);

    const next = await person.signIn(signIn, bertha);

    expect(kindOf(next)).toBe('approval');
    expect(next.text).toContain('Bertha Quill');
  });
});

describe('answering', () => {
  test('ruling 58: a form without a handle answers the latest waiting request of the session', async () => {
    const person = new Person();
    await ask('public-app', { state: 'first' }, person);
    const page = await ask('public-app', { state: 'second' }, person);
    const { _csrf = '' } = hiddenFields(page);

    const answer = await person.post(`${server.issuer}/oauth/authorize`, { _csrf, user_oauth_approval: 'true' });

    expect(answerParameters(answer)).toMatchObject({ state: 'second', code: expect.any(String) });
  });

  test('ruling 58: without anything waiting such a form is an error page', async () => {
    const { person, page } = await approvalPage();
    const { _csrf = '' } = hiddenFields(page);
    await person.approve(page);

    const again = await person.post(`${server.issuer}/oauth/authorize`, { _csrf, user_oauth_approval: 'true' });

    expect(errorFacts(again).status).toBe(400);
  });

  test('F-53: a double click gives one code', async () => {
    const { person, page } = await approvalPage();
    const before = await codesIssued(server.databaseUrl);

    const answers = await Promise.all(Array.from({ length: 8 }, () => person.approve(page)));

    expect(answers.filter((answer) => kindOf(answer) === 'answer')).toHaveLength(1);
    expect(answers.filter((answer) => kindOf(answer) === 'error' && answer.status === 400)).toHaveLength(7);
    expect(await codesIssued(server.databaseUrl)).toBe(before + 1);
  });

  test('F-53: denying and approving at once gives one answer', async () => {
    const { person, page } = await approvalPage();

    const answers = await Promise.all([
      person.approve(page),
      person.deny(page),
      person.approve(page),
      person.deny(page),
    ]);

    expect(answers.filter((answer) => kindOf(answer) === 'answer')).toHaveLength(1);
  });

  test('two tabs: each answers its own request', async () => {
    const person = new Person();
    const first = await ask('public-app', { state: 'first' }, person);
    const second = await ask('public-app', { state: 'second' }, person);
    expect(handleOf(first)).not.toBe(handleOf(second));

    const answers = [await person.approve(second), await person.deny(first)];

    expect(answers.map((answer) => answerParameters(answer).state)).toEqual(['second', 'first']);
    expect(answers.map((answer) => answerParameters(answer).error)).toEqual([undefined, 'access_denied']);
  });

  test('A-24, I5: the approval and the code are in the audit log with the decision trace', async () => {
    await grantedScopes('described', { scope: 'openid x:own system/*.rs' });

    const rows = await rowsOf<{ kind: string; username: string; trace: { value: string; outcome: string }[] | null }>(
      server.databaseUrl,
      `select kind, username, trace from audit_event where client_id = 'described' and outcome = 'success'
          and kind in ('APPROVAL', 'AUTHORIZATION_CODE') and detail->'scopes' ? 'x:own' order by kind`,
    );
    expect(rows.map(({ kind, username }) => [kind, username])).toEqual([
      ['APPROVAL', 'amelia'],
      ['AUTHORIZATION_CODE', 'amelia'],
    ]);
    for (const { trace } of rows)
      expect(trace).toContainEqual(expect.objectContaining({ value: 'system/*.rs', outcome: 'dropped' }));
  });

  test('ruling 54: the trace of approval and code says what was unticked', async () => {
    await grantedScopes('described', { scope: 'openid x:own x:other' }, (person, page) =>
      person.approve(page, { without: ['x:other'] }),
    );

    const rows = await rowsOf<{ trace: { value: string; outcome: string; ruleId: string }[] }>(
      server.databaseUrl,
      `select trace from audit_event where client_id = 'described' and kind in ('APPROVAL', 'AUTHORIZATION_CODE')
        order by at desc limit 2`,
    );
    const ends = rows.map(({ trace }) => trace.slice(-3).map(({ value, outcome }) => [value, outcome]));
    const expected = [
      ['openid', 'granted'],
      ['x:own', 'granted'],
      ['x:other', 'dropped'],
    ];
    expect(ends).toEqual([expected, expected]);
  });
});

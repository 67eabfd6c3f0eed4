import { newPkce, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import {
  answerParameters,
  errorFacts,
  kindOf,
  openSignedIn,
  requestUrl,
  textOf,
  type RequestParameters,
} from '../support/authorization.js';
import { ehrClient, newLaunch } from '../support/ehr.js';
import { introspect } from '../support/endpoint-calls.js';
import { choicesOf, hiddenFields, linkOn, Person, type Fields, type Page } from '../support/person.js';
import { codesIssued, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

const [publicApp] = testClients;
const scopes = [
  'openid',
  'launch',
  'launch/patient',
  'launch/encounter',
  'launch/location',
  'patient/*.rs',
  'user/*.rs',
];
const app = { ...publicApp, scopes };
const clients = [
  app,
  ...testClients.slice(1),
  ehrClient,
  { ...app, clientId: 'at-once', autoApproveScopes: scopes },
  { ...app, clientId: 'remembering', rememberApprovedScopes: true },
];

/** Works with two patients by default, and with a visit of one of them. */
const berthaOfTwo = {
  ...bertha,
  defaultLaunchContexts: [
    { contextType: 'encounter', resourceId: 'Encounter/of-456' },
    { contextType: 'patient', resourceId: 'Patient/456' },
    { contextType: 'patient', resourceId: 'Patient/457' },
  ],
};
const dora = { ...carla, username: 'dora', email: 'dora@example.org' };
const erna = { ...carla, username: 'erna', email: 'erna@example.org' };
const users = [amelia, berthaOfTwo, carla, dora, erna];
/** More than a page can show, of one person. */
const ward = Array.from({ length: 45 }, (_, place) => {
  const number = String(place + 1).padStart(2, '0');
  const display = `${place % 2 === 0 ? 'Inès' : 'Oscar'} Bed ${number}`;
  return { resourceType: 'Patient', id: `bed-${number}`, display, identifier: `MRN 7-${number}`, users: ['erna'] };
});
const contexts = [
  ...ward,
  { resourceType: 'Patient', id: 'p1', display: 'Oscar Marsh', birthDate: '2016-11-02', sex: 'male', users: ['carla'] },
  { resourceType: 'Patient', id: 'p2', display: 'Ida <b>Quill</b>', identifier: 'MRN 7', users: ['Carla', 'DORA'] },
  { resourceType: 'Patient', id: 'p3', display: 'Nobody’s', users: ['nobody'] },
  { resourceType: 'Patient', id: '457', display: 'Known from the list', users: ['bertha'] },
  { resourceType: 'Encounter', id: 'e1', display: 'Clinic, Monday', patient: 'p1', users: ['*'] },
  { resourceType: 'Encounter', id: 'e2', display: 'Ward 7', patient: 'p1', users: ['*'] },
  { resourceType: 'Encounter', id: 'e3', display: 'Of another patient', patient: 'p2', users: ['*'] },
  { resourceType: 'Encounter', id: 'e4', display: 'Of whom, nobody said', users: ['*'] },
];

type Credentials = Readonly<Record<'username' | 'password', string>>;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    clients,
    users,
    properties: [
      'module.smart_auth.config.context_selection.source=static_list',
      'module.smart_auth.config.context_selection.list_file=classpath:contexts.json',
    ],
    files: { 'contexts.json': JSON.stringify({ contexts }) },
  });
});

afterAll(() => server.stop());

async function open(person: Person, credentials: Credentials, parameters: RequestParameters = {}): Promise<Page> {
  const url = requestUrl(server.issuer, { scope: 'launch/patient patient/*.rs', ...parameters });
  return openSignedIn(person, url, credentials);
}

async function tokensOf(answer: Page, verifier: string, clientId = 'public-app'): Promise<Tokens> {
  const issued = { code: answerParameters(answer).code, pkce: { verifier } } as IssuedCode;
  const response = await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: clientId }));
  return (await response.json()) as Tokens;
}

describe('STD L3: choosing a patient', () => {
  test('V-51: shows what this person may choose, whatever spelling of the name the list has, and nothing else, escaped', async () => {
    const page = await open(new Person(), carla);

    expect([kindOf(page), choicesOf(page)]).toEqual(['selection', ['Patient/p1', 'Patient/p2']]);
    expect(page.text).toContain('born 2016-11-02 · male');
    expect(page.text).toContain('Ida &lt;b&gt;Quill&lt;/b&gt;');
    expect(page.text).not.toContain('Nobody');
  });

  test('STD L5, IN3: the patient that was chosen is in the token response and in introspection', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const page = await open(person, carla, { code_challenge: challenge });
    const approval = await person.choose(page, 'Patient/p2');
    const tokens = await tokensOf(await person.approve(approval), verifier);

    expect(approval.text).toContain('Ida &lt;b&gt;Quill&lt;/b&gt;');
    expect(tokens).toMatchObject({ patient: 'p2', scope: 'launch/patient patient/*.rs' });
    expect((await introspect(server.issuer, tokens.access_token)).body).toMatchObject({ patient: 'p2' });
  });

  test('several default launch contexts are offered, named by the list where it knows them', async () => {
    const page = await open(new Person(), berthaOfTwo);

    expect([kindOf(page), choicesOf(page)]).toEqual(['selection', ['Patient/456', 'Patient/457']]);
    expect(page.text).toContain('Known from the list');
  });

  test.each([
    { name: 'one default launch context', credentials: amelia, patient: '123' },
    { name: 'one choice of the list', credentials: dora, patient: 'p2' },
  ])('a person with $name is not asked', async ({ credentials, patient }) => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const page = await open(person, credentials, { code_challenge: challenge });

    expect(kindOf(page)).toBe('approval');
    expect(await tokensOf(await person.approve(page), verifier)).toMatchObject({ patient });
  });

  test('nobody is asked where no scope is about a patient', async () => {
    expect(kindOf(await open(new Person(), carla, { scope: 'openid user/*.rs' }))).toBe('approval');
  });

  test('S-08, V-33: remembered and automatic approvals do not choose', async () => {
    const person = new Person();
    const remembering = { client_id: 'remembering' };
    await person.approve(await person.choose(await open(person, carla, remembering), 'Patient/p1'));

    const remembered = await open(person, carla, remembering);
    const automatic = await open(person, carla, { client_id: 'at-once' });

    expect([remembered, automatic].map(kindOf)).toEqual(['selection', 'selection']);
    for (const page of [remembered, automatic]) expect(kindOf(await person.choose(page, 'Patient/p2'))).toBe('answer');
  });

  test('STD OM14: prompt=none and a choice to be made: interaction_required', async () => {
    const person = new Person();
    await open(person, carla);

    expect(answerParameters(await open(person, carla, { prompt: 'none' })).error).toBe('interaction_required');
  });

  test('"none of these" tells the app access_denied, and what was remembered stays', async () => {
    const person = new Person();
    const remembered = () => rowsOf(server.databaseUrl, `select * from approval order by user_pid`);
    const before = await remembered();

    const page = await person.submit(await open(person, carla), { action: 'cancel' });

    expect(answerParameters(page).error).toBe('access_denied');
    expect(await remembered()).toEqual(before);
  });
});

describe('STD L3: a list that is longer than a page', () => {
  const bedsOn = (page: Page) => choicesOf(page).map((reference) => reference.slice('Patient/bed-'.length));
  const search = (person: Person, page: Page, terms: Fields) => person.submit(page, { ...terms, action: 'search' });

  test('is turned over, twenty at a time, and a choice of the last page counts', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const first = await open(person, erna, { code_challenge: challenge });
    const second = await person.open(linkOn(first, 'more'));
    const third = await person.open(linkOn(second, 'more'));
    const approval = await person.choose(third, 'Patient/bed-45');

    const pages = [first, second, third].map(bedsOn);
    expect(pages.map((page) => page.length)).toEqual([20, 20, 5]);
    expect(pages.flat()).toEqual(ward.map(({ id }) => id.slice('bed-'.length)));
    expect(() => linkOn(third, 'more')).toThrow('no link');
    expect(await tokensOf(await person.approve(approval), verifier)).toMatchObject({ patient: 'bed-45' });
  });

  test.each<{ terms: Fields; found: readonly string[] }>([
    { terms: { name: 'bed 07' }, found: ['07'] },
    { terms: { name: ' BED ines 1' }, found: ['01', '11', '13', '15', '17', '19', '21', '31', '41'] },
    { terms: { identifier: '7-4' }, found: ['40', '41', '42', '43', '44', '45'] },
    { terms: { name: 'Oscar', identifier: 'mrn 7-4' }, found: ['40', '42', '44'] },
    { terms: { name: 'marsh' }, found: [] },
  ])('is searched by name and number: $terms', async ({ terms, found }) => {
    const person = new Person();

    expect(bedsOn(await search(person, await open(person, erna), terms))).toEqual(found);
  });

  test('what is found is turned over, too', async () => {
    const person = new Person();
    const found = await search(person, await open(person, erna), { name: 'Inès' });

    expect(bedsOn(found)).toHaveLength(20);
    expect(bedsOn(await person.open(linkOn(found, 'more')))).toEqual(['41', '43', '45']);
  });

  test('a short list is no search', async () => {
    const { text } = await open(new Person(), carla);

    for (const id of ['search-form', 'more']) expect(text).not.toContain(`id="${id}"`);
  });
});

describe('V-33, V-87: what a form says is only a claim', () => {
  test.each([
    { name: 'somebody else’s patient', choice: 'Patient/p3' },
    { name: 'a patient nobody knows', choice: 'Patient/zzz' },
    { name: 'the id alone', choice: 'p1' },
    { name: 'another type of that id', choice: 'Encounter/p1' },
    { name: 'a visit', choice: 'Encounter/e1' },
    { name: 'a prototype', choice: '__proto__' },
    { name: 'nothing', choice: '' },
  ])('$name is no choice', async ({ choice }) => {
    const person = new Person();
    const page = await person.choose(await open(person, carla), choice);

    expect([page.status, kindOf(page)]).toEqual([400, 'selection']);
    expect(textOf(page, 'context-problem-text')).toContain('Choose one');
  });

  test('an approval posted in place of a choice brings the choice, and no code', async () => {
    const person = new Person();
    const page = await open(person, carla);
    const before = await codesIssued(server.databaseUrl);
    const { _csrf = '', interaction = '' } = hiddenFields(page);

    const fields = { _csrf, interaction, user_oauth_approval: 'true', patient: 'p1', choice: 'Patient/p1' };
    const answer = await person.post(`${server.issuer}/oauth/authorize`, fields);

    expect(kindOf(answer)).toBe('selection');
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });

  test.each([
    { name: 'without a CSRF token', change: { _csrf: '' }, status: 403 },
    { name: 'with the handle of nobody', change: { interaction: 'ghi_x' }, status: 400 },
  ])('a choice $name is an error page', async ({ change, status }) => {
    const person = new Person();
    const page = await person.submit(await open(person, carla), { ...change, choice: 'Patient/p1', action: 'choose' });

    expect(errorFacts(page).status).toBe(status);
  });

  test('V-66: a form of another site is refused', async () => {
    const person = new Person();
    const page = await open(person, carla);
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const answer = await person.submit(page, { choice: 'Patient/p1', action: 'choose' }, headers);

    expect(errorFacts(answer).status).toBe(403);
  });

  test('V-32: a choice for a request that was answered is an error page', async () => {
    const person = new Person();
    const page = await open(person, carla);
    await person.approve(await person.choose(page, 'Patient/p1'));

    expect(errorFacts(await person.choose(page, 'Patient/p2')).message).toContain('sent to the app already');
  });

  test('V-16: another browser cannot choose', async () => {
    const page = await open(new Person(), carla);
    const thief = new Person();
    await open(thief, dora, { scope: 'openid' });

    expect(kindOf(await thief.choose(page, 'Patient/p1'))).toBe('error');
  });

  test('V-33: a second person at this browser has to choose again', async () => {
    const person = new Person();
    const approval = await person.choose(await open(person, carla), 'Patient/p1');
    const signIn = await person.open(linkOn(approval, 'switch-user'));

    expect(choicesOf(await person.signIn(signIn, berthaOfTwo))).toEqual(['Patient/456', 'Patient/457']);
  });

  test('V-07: a field sent twice is refused', async () => {
    const person = new Person();
    const body = new URLSearchParams({ ...hiddenFields(await open(person, carla)), action: 'choose' });
    body.append('choice', 'Patient/p1');
    body.append('choice', 'Patient/p2');

    expect(errorFacts(await person.request(`${server.issuer}/oauth/context`, { method: 'POST', body })).status).toBe(
      400,
    );
  });

  test('a form without any button shows the page again', async () => {
    const person = new Person();

    expect(kindOf(await person.submit(await open(person, carla), { choice: 'Patient/p1' }))).toBe('selection');
  });
});

describe('changing one’s mind', () => {
  test('the approval page leads back to the choice, and the last one counts', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const first = await person.choose(await open(person, carla, { code_challenge: challenge }), 'Patient/p1');
    const again = await person.open(linkOn(first, 'change-context-0'));
    const second = await person.choose(again, 'Patient/p2');

    expect(kindOf(again)).toBe('selection');
    expect(await tokensOf(await person.approve(second), verifier)).toMatchObject({ patient: 'p2' });
  });

  test('an approval page that showed another patient gives nothing away', async () => {
    const person = new Person();
    const before = await codesIssued(server.databaseUrl);
    const first = await person.choose(await open(person, carla), 'Patient/p1');
    await person.choose(await person.open(linkOn(first, 'change-context-0')), 'Patient/p2');

    const answer = await person.approve(first);

    expect(kindOf(answer)).toBe('approval');
    expect(answer.text).toContain('Ida');
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });
});

describe('STD L3: choosing a visit', () => {
  const scope = 'launch/patient launch/encounter patient/*.rs';

  test('comes after the patient, and offers the visits of that patient', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const patients = await open(person, carla, { scope, code_challenge: challenge });
    const visits = await person.choose(patients, 'Patient/p1');
    const approval = await person.choose(visits, 'Encounter/e2');

    expect([choicesOf(patients), choicesOf(visits)]).toEqual([
      ['Patient/p1', 'Patient/p2'],
      ['Encounter/e1', 'Encounter/e2'],
    ]);
    expect(await tokensOf(await person.approve(approval), verifier)).toMatchObject({ patient: 'p1', encounter: 'e2' });
  });

  test('another patient means another visit: the only one of that patient', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const patients = await open(person, carla, { scope, code_challenge: challenge });
    await person.choose(await person.choose(patients, 'Patient/p1'), 'Encounter/e2');
    const approval = await person.choose(patients, 'Patient/p2');

    expect(kindOf(approval)).toBe('approval');
    expect(await tokensOf(await person.approve(approval), verifier)).toMatchObject({ patient: 'p2', encounter: 'e3' });
  });

  test.each(['launch/patient launch/encounter patient/*.rs', 'launch launch/encounter'])(
    '%s: a default visit is never put together with a patient who may be another one',
    async (both) => {
      const person = new Person();
      const { verifier, challenge } = newPkce();
      const patients = await open(person, berthaOfTwo, { scope: both, code_challenge: challenge });
      const approval = await person.choose(patients, 'Patient/457');
      const tokens = await tokensOf(await person.approve(approval), verifier);

      expect(tokens).toMatchObject({ patient: '457', scope: both.replace(' launch/encounter', '') });
      expect(tokens).not.toHaveProperty('encounter');
    },
  );

  test('a visit of which the list says not whose it is, is offered beside no patient', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const beside = await person.choose(await open(person, carla, { scope }), 'Patient/p1');
    const alone = await open(person, carla, { scope: 'launch/encounter user/*.rs', code_challenge: challenge });

    expect(choicesOf(beside)).toEqual(['Encounter/e1', 'Encounter/e2']);
    expect(kindOf(alone)).toBe('approval');
    const tokens = await tokensOf(await person.approve(alone), verifier);
    expect(tokens).toMatchObject({ encounter: 'e4' });
    expect(tokens).not.toHaveProperty('patient');
  });

  test('a person may go on without a visit; the app is not granted the scope', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const visits = await person.choose(await open(person, carla, { scope, code_challenge: challenge }), 'Patient/p1');
    const approval = await person.submit(visits, { action: 'skip' });
    const tokens = await tokensOf(await person.approve(approval), verifier);

    expect(tokens).toMatchObject({ patient: 'p1', scope: 'launch/patient patient/*.rs' });
    expect(tokens).not.toHaveProperty('encounter');
  });

  test('nobody goes on without a patient', async () => {
    const person = new Person();

    expect(kindOf(await person.submit(await open(person, carla), { action: 'skip' }))).toBe('selection');
  });

  test.each([
    { asked: 'launch/patient launch/location patient/*.rs', granted: 'launch/patient patient/*.rs' },
    { asked: 'openid launch/location', granted: 'openid' },
  ])(
    'STD L3: a type without any choice is left out of $asked: neither asked nor granted',
    async ({ asked, granted }) => {
      const person = new Person();
      const { verifier, challenge } = newPkce();
      const page = await open(person, dora, { scope: asked, code_challenge: challenge });

      expect(kindOf(page)).toBe('approval');
      expect(page.text).not.toContain('location');
      expect((await tokensOf(await person.approve(page), verifier)).scope).toBe(granted);
    },
  );

  test('STD L3: where nothing else was asked for the app learns why', async () => {
    const answer = answerParameters(await open(new Person(), dora, { scope: 'launch/location' }));

    expect(answer).toMatchObject({ error: 'access_denied', state: 'af0ifjsldkj' });
    expect(answer.error_description).toMatch(/nothing in context/);
  });
});

describe('STD L2: a launch from the EHR without a patient', () => {
  test('asks for one where a patient scope needs it, even if there is only one', async () => {
    const { launch } = await newLaunch(server.issuer, { clientId: 'public-app', user: 'dora', location: '9' });
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const page = await open(person, dora, { scope: 'launch patient/*.rs', launch, code_challenge: challenge });

    expect(choicesOf(page)).toEqual(['Patient/p2']);
    const answer = await person.approve(await person.choose(page, 'Patient/p2'));
    expect(await tokensOf(answer, verifier)).toMatchObject({ patient: 'p2', location: '9' });
  });
});

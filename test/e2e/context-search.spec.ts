import { newPkce, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import {
  answerParameters,
  kindOf,
  openSignedIn,
  requestUrl,
  textOf,
  type RequestParameters,
} from '../support/authorization.js';
import { introspect } from '../support/endpoint-calls.js';
import { FhirEndpoint } from '../support/fhir-endpoint.js';
import { choicesOf, linkOn, Person, type Fields, type Page } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

const [publicApp] = testClients;
const app = {
  ...publicApp,
  scopes: ['openid', 'launch/patient', 'launch/encounter', 'launch/location', 'patient/*.rs'],
};
/** Names the tokens of the search; nobody can sign in as it. */
const searchClient = {
  clientId: 'context-search',
  clientName: 'Context search',
  enabled: true,
  allowedGrantTypes: [],
  scopes: ['user/Patient.rs', 'user/Encounter.rs'],
  secretRequired: true,
};

const fhir = new FhirEndpoint();
let server: TestServer;

beforeAll(async () => {
  await fhir.start();
  server = await startTestServer({
    clients: [app, ...testClients.slice(1), searchClient],
    users: [amelia, bertha, carla],
    properties: [
      'module.smart_auth.config.context_selection.source=fhir_search',
      `module.smart_auth.config.context_selection.fhir_base_url=${fhir.baseUrl}/`,
      'module.smart_auth.config.context_selection.fhir_client_id=context-search',
    ],
  });
  fhir.trust({ issuer: server.issuer, clientId: 'resource-server', secret: SECRET });
});

afterAll(async () => {
  await server.stop();
  await fhir.stop();
});

async function open(person: Person, parameters: RequestParameters = {}): Promise<Page> {
  const url = requestUrl(server.issuer, { scope: 'launch/patient patient/*.rs', ...parameters });
  return openSignedIn(person, url, carla);
}

function search(person: Person, page: Page, terms: Fields): Promise<Page> {
  return person.submit(page, { ...terms, action: 'search' });
}

async function tokensOf(answer: Page, verifier: string): Promise<Tokens> {
  const issued = { code: answerParameters(answer).code, pkce: { verifier } } as IssuedCode;
  const response = await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: 'public-app' }));
  return (await response.json()) as Tokens;
}

describe('STD L3: searching for a patient', () => {
  test('nothing is shown before somebody searches', async () => {
    const before = fhir.searches.length;
    const page = await open(new Person());

    expect([kindOf(page), choicesOf(page)]).toEqual(['selection', []]);
    expect(textOf(page, 'context-empty')).toBe('Type what you know, and search.');
    expect(fhir.searches).toHaveLength(before);
  });

  test.each([
    { terms: { name: 'oscar' }, found: ['Patient/124'] },
    { terms: { name: 'marsh', birth_date: '1951' }, found: ['Patient/126'] },
    { terms: { birth_date: '2018-01-09' }, found: ['Patient/125'] },
    { terms: { identifier: 'MRN 127' }, found: ['Patient/127'] },
    { terms: { name: 'stranger' }, found: [] },
    { terms: { identifier: 'MRN 127,MRN 126' }, found: [] },
  ])('$terms finds $found, of those the person may see', async ({ terms, found }) => {
    const person = new Person();

    expect(choicesOf(await search(person, await open(person), terms))).toEqual(found);
  });

  test('what is found is shown with birth date, sex and number', async () => {
    const person = new Person();
    const page = await search(person, await open(person), { name: 'Oscar' });

    expect(page.text).toContain('Oscar Marsh');
    expect(page.text).toContain('born 2016-11-02 · male · MRN 124');
  });

  test('STD L5, IN3: the patient that was found and chosen is in the token response', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const results = await search(person, await open(person, { code_challenge: challenge }), { name: 'Oscar' });
    const approval = await person.choose(results, 'Patient/124');

    expect(approval.text).toContain('Oscar Marsh');
    expect(await tokensOf(await person.approve(approval), verifier)).toMatchObject({ patient: '124' });
  });

  test.each([
    { terms: {}, problem: 'Type something' },
    { terms: { name: ' ' }, problem: 'Type something' },
    { terms: { birth_date: '17.5.1984' }, problem: '1984-05-17' },
    { terms: { name: 'Marsh', birth_date: 'gt1900' }, problem: '1984-05-17' },
  ])('$terms is not searched, and the page says why', async ({ terms, problem }) => {
    const person = new Person();
    const before = fhir.searches.length;
    const page = await search(person, await open(person), terms);

    expect([page.status, kindOf(page)]).toEqual([400, 'selection']);
    expect(textOf(page, 'context-problem-text')).toContain(problem);
    expect(fhir.searches).toHaveLength(before);
  });

  test('a person with one default launch context is not asked', async () => {
    const url = requestUrl(server.issuer, { scope: 'launch/patient patient/*.rs' });

    expect(kindOf(await openSignedIn(new Person(), url, amelia))).toBe('approval');
  });
});

describe('the address of a search', () => {
  test('leads back to what was found, and says nothing of whom was looked for (V-84)', async () => {
    const person = new Person();
    const results = await search(person, await open(person), { name: 'Oscar', birth_date: '2016-11-02' });
    await person.choose(results, 'Patient/124');
    const again = await person.open(results.url);

    expect([results, again].map(choicesOf)).toEqual([['Patient/124'], ['Patient/124']]);
    expect(again.text).toContain('value="Oscar"');
    const { searchParams } = new URL(results.url);
    expect([...searchParams.keys()]).toEqual(['interaction', 'select', 'search']);
    expect(Buffer.from(searchParams.get('search') ?? '', 'base64url').toString('latin1')).not.toMatch(/oscar|2016/i);
  });

  test('leads on to the last page', async () => {
    const person = new Person();
    const first = await search(person, await open(person), { name: 'Marsh' });
    const second = await person.open(linkOn(first, 'more'));

    expect([first, second].map(choicesOf)).toEqual([
      ['Patient/123', 'Patient/124', 'Patient/125'],
      ['Patient/126', 'Patient/127'],
    ]);
    expect(second.text).not.toContain('id="more"');
    expect(kindOf(await person.choose(second, 'Patient/127'))).toBe('approval');
  });

  test.each([
    {
      name: 'an address of somebody else',
      change: Buffer.from('{"page":"http://evil.example/"}').toString('base64url'),
    },
    { name: 'nothing', change: '' },
    { name: 'something endless', change: 'A'.repeat(9_000) },
  ])('V-85: with $name in place of what was sealed finds nothing', async ({ change }) => {
    const person = new Person();
    const first = await search(person, await open(person), { name: 'Marsh' });
    const before = fhir.searches.length;
    const address = new URL(linkOn(first, 'more'));
    address.searchParams.set('search', change);
    const page = await person.open(address.href);

    expect([kindOf(page), choicesOf(page)]).toEqual(['selection', []]);
    expect(fhir.searches).toHaveLength(before);
  });

  test('V-85: finds nothing for another request', async () => {
    const person = new Person();
    const results = await search(person, await open(person), { name: 'Marsh' });
    const other = new URL((await search(person, await open(person), { name: 'Oscar' })).url);
    other.searchParams.set('search', new URL(results.url).searchParams.get('search') ?? '');

    expect(choicesOf(await person.open(other.href))).toEqual([]);
  });

  test('V-16: opens nothing in another browser', async () => {
    const person = new Person();
    const results = await search(person, await open(person), { name: 'Marsh' });

    expect(kindOf(await new Person().open(results.url))).toBe('error');
  });
});

describe('V-33, V-87: what was chosen is asked for once more', () => {
  test.each(['Patient/999', 'Patient/zzz', 'Patient/124,125', 'Encounter/e1', 'Patient/../Encounter', 'Patient'])(
    '%s is no choice',
    async (choice) => {
      const person = new Person();
      const page = await person.choose(await open(person), choice);

      expect([page.status, kindOf(page)]).toEqual([400, 'selection']);
    },
  );
});

describe('STD L3: visits', () => {
  const scope = 'launch/patient launch/encounter patient/*.rs';

  test('of the patient are listed, newest first, and can be chosen', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const patients = await search(person, await open(person, { scope, code_challenge: challenge }), { name: 'Oscar' });
    const page = await person.choose(patients, 'Patient/124');

    expect(choicesOf(page)).toEqual(['Encounter/e2', 'Encounter/e1']);
    expect(page.text).toContain('Broken arm');
    expect(page.text).toContain('2026-07-12');
    const answer = await person.approve(await person.choose(page, 'Encounter/e1'));
    expect(await tokensOf(answer, verifier)).toMatchObject({ patient: '124', encounter: 'e1' });
  });

  test('of another patient are no choice', async () => {
    const person = new Person();
    const patients = await search(person, await open(person, { scope }), { name: 'Oscar' });
    const page = await person.choose(await person.choose(patients, 'Patient/124'), 'Encounter/e3');

    expect([page.status, kindOf(page)]).toEqual([400, 'selection']);
  });

  test('are not asked for where the patient has one', async () => {
    const person = new Person();
    const { verifier, challenge } = newPkce();
    const patients = await search(person, await open(person, { scope, code_challenge: challenge }), { name: 'Olive' });
    const approval = await person.choose(patients, 'Patient/125');

    expect(kindOf(approval)).toBe('approval');
    expect(await tokensOf(await person.approve(approval), verifier)).toMatchObject({ encounter: 'e3' });
  });
});

describe('the token of a search', () => {
  test('speaks for the person, reads and searches one type at this server, and ends with the answer', async () => {
    const person = new Person();
    await search(person, await open(person), { name: 'Oscar' });
    const { token = '', facts } = fhir.searches.at(-1) ?? {};
    const [, payload = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, number>;

    expect(facts).toMatchObject({
      ...{ active: true, sub: 'carla', username: 'carla', client_id: 'context-search' },
      ...{ scope: 'user/Patient.rs', aud: fhir.baseUrl, token_type: 'Bearer' },
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(60);
    expect((await introspect(server.issuer, token)).body).toEqual({ active: false });
  });

  test('is in the audit log like any other', async () => {
    const person = new Person();
    await search(person, await open(person), { name: 'Oscar' });
    const [row] = await rowsOf(
      server.databaseUrl,
      `select username, client_id, detail from audit_event where kind = 'TOKEN' and client_id = 'context-search' order by 1 limit 1`,
    );

    expect(row).toMatchObject({
      ...{ username: 'carla', client_id: 'context-search' },
      detail: { grantType: 'context_selection', scopes: ['user/Patient.rs'] },
    });
  });

  test('does not go beyond the scopes of its client', async () => {
    const person = new Person();
    const before = fhir.searches.length;
    const page = await search(person, await open(person, { scope: 'launch/location patient/*.rs launch/patient' }), {
      name: 'Oscar',
    });
    const places = await person.choose(page, 'Patient/124');
    const answer = await search(person, places, { name: 'Ward' });

    expect([answer.status, kindOf(answer)]).toEqual([503, 'selection']);
    expect(fhir.searches.slice(before).map(({ url }) => url.pathname)).not.toContain('/fhir/Location');
  });
});

describe('V-77, V-87, F-18: a FHIR server that fails or lies', () => {
  const bundle = (members: object) => JSON.stringify({ resourceType: 'Bundle', ...members });
  const json = { 'content-type': 'application/fhir+json' };

  test.each([
    { name: 'an error', status: 500, headers: json, body: '{}' },
    { name: 'a redirect', status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    { name: 'a page', status: 200, headers: { 'content-type': 'text/html' }, body: '<b>hello</b>' },
    { name: 'no JSON', status: 200, headers: json, body: '{' },
    { name: 'no bundle', status: 200, headers: json, body: '{"resourceType":"Patient","id":"124"}' },
    { name: 'too much', status: 200, headers: json, body: bundle({ entry: [], note: 'x'.repeat(600_000) }) },
    { name: 'a refusal', status: 403, headers: json, body: '{}' },
  ])('$name: the page says that the list cannot be read, and the next try works', async ({ status, headers, body }) => {
    const person = new Person();
    const page = await open(person);
    fhir.insteadOfSearch = (response) => response.writeHead(status, headers).end(body);
    const failed = await search(person, page, { name: 'Oscar' });

    expect([failed.status, kindOf(failed)]).toEqual([503, 'selection']);
    expect(textOf(failed, 'context-problem-text')).toContain('cannot be read right now');
    expect(choicesOf(await search(person, failed, { name: 'Oscar' }))).toEqual(['Patient/124']);
  });

  test('what was chosen cannot be asked for: the page says so', async () => {
    const person = new Person();
    const results = await search(person, await open(person), { name: 'Oscar' });
    fhir.insteadOfSearch = (response) => response.writeHead(500, json).end('{}');
    const failed = await person.choose(results, 'Patient/124');

    expect([failed.status, kindOf(failed)]).toEqual([503, 'selection']);
    expect(kindOf(await person.choose(results, 'Patient/124'))).toBe('approval');
  });

  test('what it says is text, and its next page is its own', async () => {
    const person = new Person();
    const page = await open(person);
    const resource = { resourceType: 'Patient', id: '124', name: [{ text: '<script>alert(1)</script>' }] };
    const link = [{ relation: 'next', url: 'http://evil.example/steal' }];
    fhir.insteadOfSearch = (response) =>
      response
        .writeHead(200, json)
        .end(bundle({ entry: [{ resource }, { resource: { ...resource, id: '"><x' } }], link }));
    const results = await search(person, page, { name: 'x' });

    expect(choicesOf(results)).toEqual(['Patient/124']);
    expect(results.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(results.text).not.toContain('id="more"');
  });
});

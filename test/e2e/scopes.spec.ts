import { basic, newPkce, postForm, redemption } from '../support/app.js';
import { answerOf, answerParameters, kindOf, openSignedIn, requestUrl, scopesOf } from '../support/authorization.js';
import { answered, type Answer } from '../support/endpoint-calls.js';
import { Person, type Page } from '../support/person.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const LISTED = ['openid', 'patient/*.read', 'x:listed'];
const ASKED = 'openid patient/Observation.rs x:foreign';
/** The types of US Core 6 with data of patients. */
const US_CORE_TYPES = [
  ...['Patient', 'AllergyIntolerance', 'CarePlan', 'CareTeam', 'Condition', 'Coverage', 'Device', 'DiagnosticReport'],
  ...['DocumentReference', 'Encounter', 'Goal', 'Immunization', 'MedicationDispense', 'MedicationRequest'],
  ...['Observation', 'Procedure', 'ServiceRequest'],
];
/** As many as a request may have, and a client. */
const FIVE_HUNDRED = Array.from({ length: 500 }, (_, place) => `x:scope-${String(place)}`);
const switches = [false, true];

/** Every client of the matrix may use both grants, as nobody should configure it, so that one table serves for both. */
const matrix = switches.flatMap((grants) =>
  switches.flatMap((approves) => switches.map((isFixed) => ({ grants, approves, isFixed }))),
);
type Settings = (typeof matrix)[number];
const idOf = ({ grants, approves, isFixed }: Settings): string =>
  ['matrix', grants && 'grants', approves && 'approves', isFixed && 'fixed'].filter(Boolean).join('-');
const common = {
  enabled: true,
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'CLIENT_CREDENTIALS'],
  accessTokenValiditySeconds: 300,
  refreshTokenValiditySeconds: 300,
  registeredRedirectUris: [REDIRECT_URI],
  secretRequired: true,
  clientSecrets: [{ secret: SECRET, description: 'test' }],
  scopes: LISTED,
};
const clients = [
  ...testClients,
  ...matrix.map((settings) => ({
    ...common,
    clientId: idOf(settings),
    autoGrantScopes: settings.grants ? ['x:granted'] : [],
    autoApproveScopes: settings.approves ? ['openid', 'patient/*.read', 'x:granted'] : [],
    fixedScope: settings.isFixed,
  })),
  {
    ...common,
    clientId: 'all-authorities',
    scopes: ['openid'],
    autoGrantScopes: ['cdr_all_user_authorities'],
    autoApproveScopes: ['openid', 'cdr_all_user_authorities'],
  },
  {
    ...common,
    clientId: 'own-scopes',
    scopes: ['openid', 'https://example.org/scopes/diary', '__ward', 'plain:custom'],
    scopeDescriptions: { 'https://example.org/scopes/diary': 'Read your diary', __ward: 'Know your ward' },
  },
  { ...common, clientId: 'version-one', scopes: ['openid', 'patient/*.read', 'user/*.*', 'system/*.read'] },
  { ...common, clientId: 'five-hundred', scopes: FIVE_HUNDRED },
  { ...common, clientId: 'many-spellings', scopes: ['system/*.rs'], autoGrantScopes: ['system/Goal.read'] },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    clients,
    properties: [
      'module.strict.type=SECURITY_OUT_SMART',
      'module.strict.requires.SECURITY_IN_UP=local_security',
      'module.strict.config.bind_address=127.0.0.1',
      'module.strict.config.port=PORT',
      'module.strict.config.context_path=/strict',
      'module.strict.config.issuer.url=http://127.0.0.1:PORT/strict',
      'module.strict.config.seed_clients.file=classpath:clients.json',
      'module.strict.config.reject_scopes_not_in_client_definition=true',
    ],
  });
});
afterAll(() => server.stop());

const asked = (clientId: string, scope: string, issuer = server.issuer): Promise<Page> =>
  openSignedIn(new Person(), requestUrl(issuer, { client_id: clientId, scope }), amelia);

const clientCredentials = (clientId: string, scope?: string, issuer = server.issuer): Promise<Answer> =>
  answered(
    postForm(
      `${issuer}/oauth/token`,
      { grant_type: 'client_credentials', ...(scope !== undefined && { scope }) },
      basic(clientId, SECRET),
    ),
  );

/** Scopes a person's token ends up with who leaves everything ticked. */
async function granted(clientId: string, scope: string): Promise<string> {
  const person = new Person();
  const pkce = newPkce();
  const url = requestUrl(server.issuer, { client_id: clientId, scope, code_challenge: pkce.challenge });
  const page = await openSignedIn(person, url, amelia);
  const callback = answerOf(kindOf(page) === 'approval' ? await person.approve(page) : page);
  const issued = { code: callback.searchParams.get('code') ?? '', pkce, callback };
  const { client_id: _none, ...fields } = redemption(issued);
  const answer = await answered(postForm(`${server.issuer}/oauth/token`, fields, basic(clientId, SECRET)));
  return String(answer.body.scope);
}

describe('ruling 9, ruling 39, STD A10: auto grant × auto approve × fixed scope', () => {
  const expectedOf = ({ grants, approves, isFixed }: Settings) => {
    const chosen = isFixed ? LISTED : ['openid', 'patient/Observation.rs'];
    const all = [...chosen, ...(grants ? ['x:granted'] : [])];
    return { all, shown: approves ? all.filter((scope) => scope === 'x:listed') : all };
  };

  test.each(matrix)('grants $grants, approves $approves, fixed $isFixed: what is shown', async (settings) => {
    const { shown } = expectedOf(settings);

    const page = await asked(idOf(settings), ASKED);

    expect(kindOf(page)).toBe(shown.length === 0 ? 'answer' : 'approval');
    const { optional, required } = scopesOf(page);
    expect([...required, ...optional].toSorted()).toEqual(shown.toSorted());
    expect(required).toEqual(shown.filter((scope) => scope === 'openid'));
  });

  test.each(matrix)('grants $grants, approves $approves, fixed $isFixed: what is granted', async (settings) => {
    const { all } = expectedOf(settings);

    expect(await granted(idOf(settings), ASKED)).toBe(all.join(' '));
    expect((await clientCredentials(idOf(settings), ASKED)).body.scope).toBe(all.join(' '));
  });

  test('a scope may be granted and approved without being listed, as the product has it', async () => {
    expect(await granted('all-authorities', 'openid')).toBe('openid cdr_all_user_authorities');
  });
});

describe('the switch reject_scopes_not_in_client_definition', () => {
  test.each([
    { scope: 'openid launch', refused: 'launch' },
    { scope: 'openid patient/*.write x:foreign', refused: 'patient/*.write x:foreign' },
    { scope: 'openid patient/*.sr', refused: 'patient/*.sr' },
  ])(
    'ruling 39: off, $scope loses $refused; on, the whole request is refused in the words of the product',
    async (row) => {
      const strict = `${server.issuer}/strict`;

      expect(await granted('matrix', row.scope)).toBe('openid');
      expect(answerParameters(await asked('matrix', row.scope, strict))).toMatchObject({
        error: 'invalid_scope',
        error_description: `Invalid scope: ${row.refused}`,
      });
      expect(await clientCredentials('matrix', row.scope, strict)).toMatchObject({
        status: 400,
        body: { error: 'invalid_scope', error_description: `Invalid scope: ${row.refused}` },
      });
    },
  );

  test.each([
    { name: 'what is listed', clientId: 'matrix', scope: 'openid x:listed' },
    { name: 'what a listed scope covers', clientId: 'matrix', scope: 'patient/Observation.rs' },
    { name: 'what is granted automatically', clientId: 'matrix-grants', scope: 'openid x:granted' },
  ])('ruling 39: on, $name is granted', async ({ clientId, scope }) => {
    const answer = await clientCredentials(clientId, scope, `${server.issuer}/strict`);

    expect(answer.body.scope).toContain(scope);
  });
});

test.each([
  { name: 'asked for', scope: FIVE_HUNDRED.join(' ') },
  { name: 'listed, and none asked for', scope: '' },
])('ruling 9, V-88: as many scopes as can be $name can be approved', async ({ scope }) => {
  expect((await granted('five-hundred', scope)).split(' ')).toEqual(FIVE_HUNDRED);
});

describe('scopes of other kinds', () => {
  test('STD S12: custom scopes are shown in the words of the client definition, and granted', async () => {
    const scope = 'openid https://example.org/scopes/diary __ward plain:custom';

    const { text } = await asked('own-scopes', scope);

    for (const words of ['Read your diary', 'Know your ward', 'plain:custom']) expect(text).toContain(words);
    expect(await granted('own-scopes', scope)).toBe(scope);
  });

  test('STD G9, S2: scopes of version 1 are granted as they were asked for', async () => {
    expect(await granted('version-one', 'openid patient/Patient.read user/Goal.* user/Task.write')).toBe(
      'openid patient/Patient.read user/Goal.* user/Task.write',
    );
  });

  test.each(['read', 'rs'])(
    'STD G2: every type that US Core names is granted as patient/….%s, beside what goes with it',
    async (access) => {
      const clinical = US_CORE_TYPES.map((type) => `patient/${type}.${access}`);
      const scope = ['openid', 'fhirUser', 'launch/patient', 'offline_access', ...clinical].join(' ');

      expect(await granted('web-app', scope)).toBe(scope);
    },
  );

  test('STD S11: scopes for identity and refresh are granted by their names', async () => {
    const scope = 'openid fhirUser profile online_access offline_access';

    expect(await granted('web-app', scope)).toBe(scope);
  });

  test('STD BS7: a client gets patient/ and user/ scopes for itself only where its definition lists them', async () => {
    expect((await clientCredentials('backend', 'patient/*.rs user/*.rs')).body.error).toBe('invalid_scope');
    expect((await clientCredentials('version-one', 'patient/*.read')).body.scope).toBe('patient/*.read');
  });
});

describe('STD B11 to B18: what the test suite for bulk data asks a client that may read', () => {
  test.each([
    { id: 'B11', scope: 'launch fhirUser' },
    { id: 'B12', scope: 'system/*.*' },
    { id: 'B12', scope: 'system/Patient.*' },
    { id: 'B13', scope: 'system/*.cruds' },
    { id: 'B13', scope: 'system/Patient.cud' },
    { id: 'B16', scope: 'system/Patient.unknownAction' },
    { id: 'B16', scope: 'system/Patient.xyz' },
    { id: 'B17', scope: 'system/UnknownResource.read' },
    { id: 'B17', scope: 'system/UnknownResource.rs' },
    ...['write', 'c', 'u', 'd', 'cud', 'cu'].map((access) => ({ id: 'B18', scope: `system/Patient.${access}` })),
  ])('STD $id: $scope is invalid_scope', async ({ scope }) => {
    const { status, body } = await clientCredentials('version-one', scope);

    expect([status, body.error]).toEqual([400, 'invalid_scope']);
  });

  test.each([
    { id: 'B12', scope: 'system/Patient.read' },
    { id: 'B13', scope: 'system/Patient.rs' },
    { id: 'B13', scope: 'system/Patient.rs?a=b' },
    { id: 'B14', scope: 'system/*.read' },
    { id: 'B14', scope: 'system/*.rs' },
    { id: 'B15', scope: 'system/Patient.read system/Patient.rs' },
    { id: 'S4', scope: 'system/Patient.r system/Patient.s' },
  ])('STD $id: $scope is granted as it was asked for', async ({ scope }) => {
    expect((await clientCredentials('version-one', scope)).body.scope).toBe(scope);
  });

  test('STD S4: an automatic scope is not added where an equivalent one was asked for', async () => {
    expect((await clientCredentials('many-spellings', 'system/Goal.rs')).body.scope).toBe('system/Goal.rs');
    expect((await clientCredentials('many-spellings', 'system/Task.rs')).body.scope).toBe(
      'system/Task.rs system/Goal.read',
    );
  });
});

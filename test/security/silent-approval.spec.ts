import { administrator, root } from '../support/admin-server.js';
import {
  answerParameters,
  kindOf,
  openSignedIn,
  requestUrl,
  type RequestParameters,
} from '../support/authorization.js';
import { Person } from '../support/person.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const SCOPES = ['openid', 'profile'];
const scope = SCOPES.join(' ');
const [publicApp] = testClients;
/** As somebody may write it who has no power over the server but to edit clients. */
const silent = { ...publicApp, clientId: 'silent', scopes: SCOPES, autoApproveScopes: SCOPES };
const clients = [
  ...testClients,
  silent,
  { ...silent, clientId: 'fixed', fixedScope: true },
  { ...silent, clientId: 'remembering', autoApproveScopes: [], rememberApprovedScopes: true },
  { ...silent, clientId: 'tool', permissions: root.authorities },
  { ...silent, clientId: 'lesser-tool', permissions: [{ permission: 'ACCESS_ADMIN_JSON' }] },
  { ...silent, clientId: 'unknown', untrusted: true },
];
const helpdesk = administrator('helpdesk', ['UPDATE_USER']);
const ordinary = { ...amelia, username: 'ordinary', authorities: [{ permission: 'CHANGE_OWN_PASSWORD' }] };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clients, users: [amelia, root, helpdesk, ordinary] });
});
afterAll(() => server.stop());

/** What somebody sees who opens the link of an app. */
function open(
  clientId: string,
  who: { username: string; password: string },
  more: RequestParameters = {},
  person = new Person(),
) {
  return openSignedIn(person, requestUrl(server.issuer, { client_id: clientId, scope, ...more }), who);
}

describe('V-100, ruling 10: nobody’s power over the server goes to an app without their word', () => {
  test.each(['silent', 'fixed', 'lesser-tool'])(
    '%s approves its scopes itself, and asks all the same',
    async (clientId) => {
      for (const who of [root, helpdesk]) {
        const person = new Person();
        const page = await open(clientId, who, {}, person);

        expect(kindOf(page)).toBe('approval');
        expect(page.text).toContain('id="administers"');
        expect(answerParameters(await person.approve(page))).toHaveProperty('code');
      }
    },
  );

  test('what was approved before is asked for anew', async () => {
    const person = new Person();
    await person.approve(await open('remembering', root, {}, person));

    expect(kindOf(await open('remembering', root, {}, person))).toBe('approval');
  });

  test('prompt=none cannot have it: consent_required, and no code', async () => {
    const person = new Person();
    await open('silent', root, {}, person);

    const answer = answerParameters(await open('silent', root, { prompt: 'none' }, person));

    expect(answer).toMatchObject({ error: 'consent_required' });
    expect(answer).not.toHaveProperty('code');
  });

  test.each([
    { name: 'who has none', clientId: 'silent', who: amelia },
    { name: 'who may change nothing but what is their own', clientId: 'silent', who: ordinary },
    { name: 'whose app has that power itself', clientId: 'tool', who: root },
    { name: 'at an app that gets nothing of it', clientId: 'unknown', who: root },
  ])('nobody is asked $name', async ({ clientId, who }) => {
    expect(answerParameters(await open(clientId, who))).toHaveProperty('code');
  });
});

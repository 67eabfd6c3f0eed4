import { authorizeUrl, newPkce, obtainCode } from '../support/app.js';
import { answerParameters, kindOf } from '../support/authorization.js';
import { deviceCodes, enterCode, poll } from '../support/device.js';
import { Person, type Page } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

const [publicApp] = testClients;
const tv = { ...publicApp, clientId: 'tv', allowedGrantTypes: ['DEVICE_CODE'], registeredRedirectUris: [] };
const TERMS = '# Use of records\nOnly as far as your work needs it.\n\n- <b>No</b> sharing of passwords';
const termsOf = (module: string, version: string): readonly string[] => [
  `module.${module}.config.tos.version_string=${version}`,
  `module.${module}.config.tos.text_file=classpath:terms.txt`,
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    clients: [...testClients, tv],
    users: [amelia, bertha, carla],
    files: { 'terms.txt': TERMS },
    properties: [...termsOf('smart_auth', '2026-11'), 'module.smart_auth.config.device_grant.enabled=true'],
  });
});
afterAll(() => server.stop());

const request = (more: Readonly<Record<string, string>> = {}, issuer = server.issuer): string =>
  authorizeUrl(issuer, { code_challenge: newPkce().challenge, scope: 'openid', ...more });

async function beforeTerms(person: Person, who: typeof amelia | typeof bertha | typeof carla): Promise<Page> {
  return person.signIn(await person.open(request()), who);
}

const accepted = (username: string) =>
  rowsOf(
    server.databaseUrl,
    `SELECT t.version FROM terms_acceptance t JOIN user_account u ON u.pid = t.user_pid WHERE username = '${username}' ORDER BY 1`,
  );

describe('product reference 18: terms of service', () => {
  test('are shown after the sign-in, as text; who agrees goes on, and is not asked again', async () => {
    const person = new Person();

    const page = await beforeTerms(person, amelia);
    expect(page.text).toContain('id="page-terms-of-service"');
    expect(page.text).toMatch(/Signed in as <strong><bdi>Amelia Marsh<.bdi>/);
    expect(page.text).toMatch(/<h2>Use of records<\/h2>[^]*&lt;b&gt;No&lt;\/b&gt; sharing/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");

    const approval = await person.submit(page, { decision: 'agree' });
    expect(kindOf(approval)).toBe('approval');
    expect(await accepted('amelia')).toEqual([{ version: '2026-11' }]);
    const [record] = await rowsOf(
      server.databaseUrl,
      `SELECT username, client_id, outcome, detail FROM audit_event WHERE kind = 'TERMS_ACCEPTANCE'`,
    );
    expect(record).toEqual({
      ...{ username: 'amelia', client_id: 'public-app', outcome: 'success' },
      detail: { version: '2026-11' },
    });

    const elsewhere = new Person();
    expect(kindOf(await beforeTerms(elsewhere, amelia))).toBe('approval');
  });

  test('who rejects them goes back to the app with access_denied, and is asked the next time', async () => {
    const person = new Person();

    const answer = await person.submit(await beforeTerms(person, bertha), { decision: 'reject' });

    expect(answerParameters(answer)).toMatchObject({ error: 'access_denied' });
    expect(await accepted('bertha')).toEqual([]);
    expect((await person.open(request())).text).toContain('id="page-terms-of-service"');
  });

  test.each([
    { name: 'without a button', fields: {} },
    { name: 'with another answer', fields: { decision: 'maybe' } },
    { name: 'about other terms', fields: { decision: 'agree', version: '2025-01' } },
  ])('a form $name is no answer', async ({ fields }) => {
    const person = new Person();

    const page = await person.submit(await beforeTerms(person, bertha), fields);

    expect(page.text).toContain('id="page-terms-of-service"');
    expect(await accepted('bertha')).toEqual([]);
  });

  test('V-66: nobody agrees in a person’s name from another site', async () => {
    const person = new Person();
    const page = await beforeTerms(person, bertha);

    const forged = await person.submit(page, { decision: 'agree' }, { origin: 'https://evil.example' });
    const foreign = await new Person().submit(page, { decision: 'agree' });

    expect([forged.status, foreign.status]).toEqual([403, 403]);
    expect(await accepted('bertha')).toEqual([]);
  });

  test('V-33: an approval of somebody who has not agreed gives nothing', async () => {
    const person = new Person();
    const page = await beforeTerms(person, bertha);

    const next = await person.submit(
      { ...page, text: page.text.replace('action="/oauth/terms"', 'action="/oauth/authorize"') },
      { user_oauth_approval: 'true', 'scope.openid': 'true' },
    );

    expect(next.text).toContain('id="page-terms-of-service"');
  });

  test('STD OM14: prompt=none is answered with interaction_required', async () => {
    const person = new Person();
    await beforeTerms(person, bertha);

    const answer = await person.open(request({ prompt: 'none' }));

    expect(answerParameters(answer)).toMatchObject({
      error: 'interaction_required',
      error_description: expect.stringContaining('terms of service'),
    });
  });

  test('they stand between a device and its access', async () => {
    const codes = await deviceCodes(server.issuer, { client_id: 'tv', scope: 'openid' });
    const person = new Person();

    const page = await person.signIn(await enterCode(person, server.issuer, codes.user_code), bertha);
    expect(page.text).toContain('id="page-terms-of-service"');
    const done = await person.submit(page, { decision: 'reject' });

    expect(done.text).toContain('id="page-device-done"');
    expect(await poll(server.issuer, codes.device_code)).toMatchObject({ body: { error: 'access_denied' } });
  });

  test('a new version is asked for again, by whatever process; what was agreed to stays on record', async () => {
    const person = new Person();
    await person.submit(await beforeTerms(person, carla), { decision: 'agree' });
    const next = await startTestServer({
      ...{ databaseUrl: server.databaseUrl, encryptionKey: server.encryptionKey, clients: [...testClients, tv] },
      ...{ files: { 'terms.txt': TERMS }, properties: termsOf('smart_auth', '2027-01') },
    });
    try {
      const again = new Person();
      const page = await again.signIn(await again.open(request({}, next.issuer)), carla);
      expect(page.text).toContain('2027-01');

      await again.submit(page, { decision: 'agree' });
      expect(await accepted('carla')).toEqual([{ version: '2026-11' }, { version: '2027-01' }]);
      expect((await obtainCode(server.issuer, { scope: 'openid' }, person, carla)).code).toMatch(/^ghc_/);
    } finally {
      await next.stop();
    }
  });
});

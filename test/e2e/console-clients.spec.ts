import { consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';

const viewer = consoleUser('viewer', ['OPENID_CONNECT_VIEW_CLIENT_LIST']);
const editor = consoleUser('editor', [
  'OPENID_CONNECT_VIEW_CLIENT_LIST',
  'OPENID_CONNECT_ADD_CLIENT',
  'OPENID_CONNECT_EDIT_CLIENT',
]);

let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer({ users: [viewer, editor] });
}, 60_000);
afterAll(() => server.stop());

const draft = (clientId: string) => ({
  'f.clientId': clientId,
  'f.clientName': 'Growth Chart',
  'f.registeredRedirectUris': 'https://app.example.org/cb',
});

test('behaviours 6, 8, 10: a client is made by a form, looked at before it is saved, and changed', async () => {
  const browser = await server.signIn();
  await browser.open('/clients/new');
  await browser.open('/clients/new/smart_auth/browser');
  await browser.send(draft('growth-chart'));
  expect(browser.text).toContain('Nothing is saved yet');
  expect(browser.text).toContain('POST /openid-connect-clients/Master/smart_auth');
  await browser.send({ _step: 'save', _comment: 'A new app' }, 'review-form');
  expect(browser.page.url).toContain('/clients/smart_auth/growth-chart?done=created');

  await browser.open('/clients/smart_auth/growth-chart/edit');
  await browser.send({ 'f.scopes': 'openid\npatient/Observation.rs', 'f.enabled': undefined });
  expect(browser.text).toContain('− fhirUser');
  expect(browser.text).toContain('+ patient/Observation.rs');
  await browser.send({ _step: 'save' }, 'review-form');

  const { body } = await server.as().get('/openid-connect-clients/Master/smart_auth/growth-chart');
  expect(body).toMatchObject({
    clientName: 'Growth Chart',
    enabled: false,
    scopes: ['openid', 'patient/Observation.rs'],
  });
  expect(body).toMatchObject({ clientSecrets: [] });
});

test('behaviour 7: what is wrong is said above the form and beside the field, and nothing that was filled in is lost', async () => {
  const browser = await server.signIn();
  await browser.open('/clients/new/smart_auth/browser');
  await browser.send({ ...draft('has spaces'), 'f.accessTokenValiditySeconds': '77' });

  expect(browser.page.status).toBe(422);
  expect(browser.page.html).toContain('href="#field-clientId"');
  expect(browser.page.html).toContain('id="field-clientId-problem"');
  expect(browser.page.html).toContain('value="has spaces"');
  expect(browser.page.html).toContain('value="77"');
});

test('behaviour 9: who saves second sees what the first made of it, and overwrites nothing', async () => {
  const [one, other] = [await server.signIn(), await server.signIn(editor)];
  await one.open('/clients/new/smart_auth/native');
  await one.send(draft('shared-app'));
  await one.send({ _step: 'save' }, 'review-form');
  await one.open('/clients/smart_auth/shared-app/edit');
  await other.open('/clients/smart_auth/shared-app/edit');
  await other.send({ 'f.clientName': 'Theirs', 'f.accessTokenValiditySeconds': '600' });
  await other.send({ _step: 'save' }, 'review-form');

  await one.send({ 'f.clientName': 'Mine', 'f.refreshTokenValiditySeconds': '1200' });
  expect(one.page.status).toBe(409);
  expect(one.text).toContain('Somebody else made it “Theirs” meanwhile');
  await one.send({}, 'edit-form');
  await one.send({ _step: 'save' }, 'review-form');

  const { body } = await server.as().get('/openid-connect-clients/Master/smart_auth/shared-app');
  expect(body).toMatchObject({
    clientName: 'Mine',
    accessTokenValiditySeconds: 600,
    refreshTokenValiditySeconds: 1200,
  });
});

test('ruling 22: presets of apps that people have in their hands offer no secret, and adding one warns', async () => {
  const browser = await server.signIn();
  for (const kind of ['browser', 'native']) {
    await browser.open(`/clients/new/smart_auth/${kind}`);
    await browser.send(draft(`public-${kind}`));
    await browser.send({ _step: 'save' }, 'review-form');
    expect(browser.page.html).not.toContain('id="generated"');
    await browser.open(`/clients/smart_auth/public-${kind}/secrets`);
    expect(browser.text).toContain('This app has no secret.');
    expect(browser.text).toContain('A secret proves nothing there');
    await browser.send({ description: 'first' }, 'add-secret');
    expect(browser.page.status).toBe(422);
  }

  expect(browser.page.html).toContain('aria-current="page">OpenID Connect Clients<');
  expect(browser.page.html).toMatch(/<h2>Config<\/h2>\s*<ul>\s*<li><a href="\/clients"/);
});

test('behaviour 17: a secret is made, shown once, ended and removed', async () => {
  const browser = await server.signIn();
  await browser.open('/clients/new/smart_auth/web');
  await browser.send(draft('portal-app'));
  expect(browser.text).toContain('Nothing is saved yet');
  await browser.send({ _step: 'save' }, 'review-form');
  const [, first = ''] = /id="generated">([^<]+)</.exec(browser.page.html) ?? [];
  expect(first).toMatch(/^ghs_/);
  await browser.open('/clients/smart_auth/portal-app/secrets');
  expect(browser.page.html).not.toContain(first);
  await browser.send({ description: 'second', days: '30' }, 'add-secret');
  expect(browser.page.html).toContain('id="generated"');

  await browser.open('/clients/smart_auth/portal-app/secrets');
  expect(browser.text).toContain('second');
  await browser.send({ do: 'remove' }, 'remove');
  expect(browser.page.url).toContain('done=removed');
});

test('behaviour 11: archiving asks for the id', async () => {
  const browser = await server.signIn();
  await browser.open('/clients/new/smart_auth/browser');
  await browser.send(draft('short-lived'));
  await browser.send({ _step: 'save' }, 'review-form');
  await browser.open('/clients/smart_auth/short-lived/archive');
  await browser.send({ name: 'short' }, 'archive-form');
  expect(browser.page.status).toBe(422);
  await browser.send({ name: 'short-lived' }, 'archive-form');

  expect(browser.page.url).toContain('/clients?done=archived');
  expect((await browser.open('/clients/smart_auth/short-lived')).status).toBe(404);
});

test('rulings 33, 46: forms refuse fields that they do not have', async () => {
  const browser = await server.signIn();
  await browser.open('/clients/new/smart_auth/browser');
  await browser.send({ ...draft('mass-assigned'), 'f.createdByAppSphere': 'on' }, 'edit-form');

  expect(browser.page.status).toBe(400);
  expect(browser.text).toContain('f.createdByAppSphere');
});

test('behaviour 27, V-100: who may only look sees no way to change, and is refused where they find one', async () => {
  const browser = await server.signIn(viewer);
  await browser.open('/clients');
  expect(browser.page.html).not.toContain('New client');
  const { status } = await browser.open('/clients/new');

  expect(status).toBe(403);
  expect(browser.text).toContain('OPENID_CONNECT_ADD_CLIENT');
  const { body } = await server.as().get('/audit-log?kind=ADMIN_REFUSAL&username=viewer');
  expect(JSON.stringify(body)).toContain('lacks OPENID_CONNECT_ADD_CLIENT');
});

test('V-100: nobody gives a client permissions by a form that they do not hold', async () => {
  const browser = await server.signIn(editor);
  await browser.open('/clients/new/smart_auth/service');
  await browser.send({ 'f.clientId': 'too-mighty', 'f.permissions': 'ROLE_SUPERUSER', 'f.publicJwks': '' });

  expect(browser.page.status).toBe(422);
  expect(browser.text).toContain('which you do not hold yourself');
});

test('behaviour 10: the history of a client says who changed what and why, and brings a version back', async () => {
  const browser = await server.signIn();
  await browser.open('/clients/new/smart_auth/web');
  await browser.send(draft('with-a-past'));
  await browser.send({ _step: 'save' }, 'review-form');
  await browser.open('/clients/smart_auth/with-a-past/edit');
  await browser.send({ 'f.clientName': 'Another name', 'f.scopes': 'openid' });
  await browser.send({ _step: 'save', _comment: 'the vendor asked for it' }, 'review-form');
  await browser.open('/clients/smart_auth/with-a-past/history');
  expect(browser.text).toMatch(/changed clientName scopes chief the vendor asked for it/);
  expect(browser.text).toMatch(/made/);

  const versions = [...browser.page.html.matchAll(/class="row-link" href="([^"]+)"/g)].map(([, href = '']) => href);
  await browser.open(versions.at(-1) ?? '');
  expect(browser.text).toContain('+ fhirUser');
  expect(browser.page.html).not.toMatch(/secretHash|ghs_/);
  await browser.send({}, 'restore-form');
  expect(browser.text).toContain('Restored.');
  const { body } = await server
    .as()
    .get<{ clientSecrets: readonly unknown[] }>('/openid-connect-clients/Master/smart_auth/with-a-past');
  expect(body).toMatchObject({ clientName: 'Growth Chart' });
  expect(body.clientSecrets).toHaveLength(1);
});

test('behaviour 10: what seeds made has its present state as the first version, once it is changed', async () => {
  const browser = await server.signIn();
  await browser.open('/clients/smart_auth/backend/edit');
  await browser.send({ 'f.clientName': 'Renamed' });
  await browser.send({ _step: 'save' }, 'review-form');
  await browser.open('/clients/smart_auth/backend/history');

  expect(browser.text).toContain('changed');
  const { body } = await server.as().get('/audit-log?kind=CLIENT_CHANGE&clientId=backend');
  expect(JSON.stringify(body)).toContain('"fields":["clientName"]');
});

test('behaviour 19: a client is copied, compared with its copy, and saved as a file that an import takes', async () => {
  const browser = await server.signIn();
  await browser.open('/clients/smart_auth/public-app/clone');
  await browser.send({ 'f.clientId': 'a-copy', 'f.clientName': 'A copy' });
  await browser.send({ _step: 'save' }, 'review-form');
  await browser.open('/clients/smart_auth/public-app/compare?with=a-copy');
  expect(browser.text).toContain('A copy');
  expect(browser.page.html.match(/<th scope="row">/g)).toHaveLength(1);
  await browser.open('/clients/smart_auth/a-copy/export.json');

  const json = JSON.parse(browser.page.html) as { clientId: string };
  expect(json).toMatchObject({ clientId: 'a-copy', clientName: 'A copy' });
  expect(json).not.toHaveProperty('clientSecrets');
});

test('behaviour 14: a scope is made of choices, and any is explained', async () => {
  const browser = await server.signIn();
  await browser.open('/scope-builder?context=patient&type=Observation&r=on&s=on');
  expect(browser.text).toContain('patient/Observation.rs');
  expect(browser.text).toContain('patient/Observation.read');
  await browser.open('/scope-builder?scopes=user/*.cruds%20nonsense');

  expect(browser.text).toContain('create, read, update, delete and search records of every type');
  expect(browser.text).toContain('No standard defines it');
});

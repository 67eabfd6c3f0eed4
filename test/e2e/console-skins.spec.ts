import { consoleUser, startConsoleServer, type ConsoleServer } from '../support/console-server.js';
import { signInPage, skinJar } from '../support/skin-jars.js';

const editor = consoleUser('skin-editor', ['VIEW_MODULE_CONFIG', 'UPDATE_MODULE_CONFIG']);

let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer({ users: [editor] });
}, 60_000);
afterAll(() => server.stop());

const jar = (version: string) => ({
  name: `clinic-${version}.jar`,
  body: skinJar({ 'userlogin.html': signInPage(`Clinic ${version}`) }, version),
});
const signIn = async () => (await fetch(`${server.issuer}/session/management`)).text();

test('a skin is checked, stored, looked at, worn, and rolled back', async () => {
  const browser = await server.signIn();
  await browser.open('/skins');
  await browser.upload({ module: 'smart_auth', do: 'check' }, jar('1.0'), 'upload-form');
  expect(browser.text).toContain('It could be stored and activated.');
  expect(browser.text).toContain('userlogin.html');
  for (const version of ['1.0', '2.0']) {
    await browser.open('/skins');
    await browser.upload({ module: 'smart_auth', do: 'store' }, jar(version), 'upload-form');
    expect(browser.text).toContain(`org.example:clinic:${version}`);
    await browser.send({ comment: `to ${version}` }, '/worn-skins/smart_auth/activate');
    expect(browser.text).toContain('Done: pages look like that');
  }
  expect(await signIn()).toContain('Clinic 2.0');

  await browser.open('/worn-skins/smart_auth');
  await browser.send({ do: 'rollback' }, 'back-form');
  expect(browser.text).toContain('org.example:clinic:1.0');
  expect(await signIn()).toContain('Clinic 1.0');
  const [, skin = ''] = /href="(\/skins\/[0-9a-f]{64})"/.exec(browser.page.html) ?? [];
  await browser.open(`${skin}/preview?module=smart_auth`);
  const [, address = ''] = /href="(http[^"]+)" target="_blank"/.exec(browser.page.html) ?? [];
  expect(await (await fetch(address.replace(/&#x3D;/g, '=').replace(/&amp;/g, '&'))).text()).toContain('Clinic');
});

test('what is no JAR is not stored, and the report says why', async () => {
  const browser = await server.signIn();
  await browser.open('/skins');
  await browser.upload({ do: 'store' }, { name: 'x.jar', body: Buffer.from('not a zip') }, 'upload-form');

  expect(browser.page.status).toBe(422);
  expect(browser.text).toContain('It cannot be stored.');
});

test('only superusers are offered to bring skins, and others are refused', async () => {
  const browser = await server.signIn(editor);
  await browser.open('/skins');
  expect(browser.page.html).not.toContain('upload-form');
  const chief = await server.signIn();
  await chief.open('/skins');
  const { html } = chief.page;
  const form = html.replace(/name="_csrf" value="[^"]+"/g, `name="_csrf" value="${browser.csrf}"`);
  browser.page = { ...chief.page, html: form };
  const { status } = await browser.upload({ do: 'store' }, jar('9.0'), 'upload-form');

  expect(status).toBe(403);
});

test('V-66: a file from another site, or without a token, is not read', async () => {
  const browser = await server.signIn();
  await browser.open('/skins');
  browser.page = {
    ...browser.page,
    html: browser.page.html.replace(/name="_csrf" value="[^"]+"/g, 'name="_csrf" value="x"'),
  };
  const { status } = await browser.upload({ do: 'store' }, jar('9.1'), 'upload-form');

  expect(status).toBe(403);
  const { body } = await server.as().get('/skins');
  expect(JSON.stringify(body)).not.toContain('9.1');
});

import { startConsoleServer, type ConsoleServer } from '../support/console-server.js';

let server: ConsoleServer;
beforeAll(async () => {
  server = await startConsoleServer();
}, 60_000);
afterAll(() => server.stop());

const adds = (value: string) =>
  `function onTokenGenerating(theUserSession) {\n  Log.info('for <b>' + theUserSession.username);\n  theUserSession.addLaunchResourceId('patient', '${value}');\n}\n`;

test('a script is saved, tried, changed and rolled back', async () => {
  const browser = await server.signIn();
  await browser.open('/scripts/new');
  await browser.send({ 'f.scriptId': 'launch-context', 'f.source': adds('1') });
  expect(browser.text).toContain('Nothing is saved yet');
  await browser.send({ _step: 'save', _comment: 'first' }, 'review-form');
  expect(browser.page.url).toContain('/scripts/launch-context?done=created');

  await browser.open('/scripts/launch-context/edit');
  await browser.send({ 'f.source': adds('2') });
  expect(browser.page.html).toContain(
    '<del>-  theUserSession.addLaunchResourceId(&#x27;patient&#x27;, &#x27;1&#x27;);</del>',
  );
  expect(browser.text).toContain('No module names it');
  await browser.send({ _step: 'save', _comment: 'second' }, 'review-form');
  await browser.open('/script-bench?script=launch-context');
  await browser.send({ module: 'smart_auth', situation: 'sample:ehr-launch' }, 'bench-form');
  expect(browser.text).toContain('It ran');
  expect(browser.page.html).toContain('for &lt;b&gt;');

  await browser.open('/scripts/launch-context');
  await browser.send({ number: '1' }, '/scripts/launch-context/rollback');
  expect(browser.text).toContain('Rolled back');
  await browser.open('/scripts/launch-context/versions/2?against=1');
  expect(browser.page.html).toContain('<ins>+  theUserSession');
  const { body } = await server.as().get<{ active: { number: number } }>('/scripts/launch-context');
  expect(body.active.number).toBe(1);
});

test('what cannot be loaded is refused with its line, and stays in the form', async () => {
  const browser = await server.signIn();
  await browser.open('/scripts/new');
  await browser.send({ 'f.scriptId': 'broken', 'f.source': 'function onTokenGenerating( {\n' });

  expect(browser.page.status).toBe(422);
  expect(browser.page.html).toContain('id="field-source-problem"');
  expect(browser.page.html).toContain('function onTokenGenerating( {');
});

test('a script that fails on the bench says why and where', async () => {
  const browser = await server.signIn();
  await browser.open('/script-bench');
  const source = 'function onTokenGenerating(s) {\n  s.nothing();\n}\n';
  await browser.send({ module: 'smart_auth', situation: 'sample:ehr-launch', source }, 'bench-form');

  expect(browser.text).toContain('It failed');
  expect(browser.text).toMatch(/line 2/);
  expect(browser.page.html).toContain('s.nothing();');
});

test('behaviour 11: archiving a script asks for its id', async () => {
  const browser = await server.signIn();
  await browser.open('/scripts/new');
  await browser.send({ 'f.scriptId': 'short-lived', 'f.source': adds('3') });
  await browser.send({ _step: 'save' }, 'review-form');
  await browser.open('/scripts/short-lived');
  await browser.send({ name: 'short' }, 'archive-form');
  expect(browser.page.status).toBe(422);
  await browser.open('/scripts/short-lived');
  await browser.send({ name: 'short-lived' }, 'archive-form');

  expect(browser.page.url).toContain('/scripts?done=archived');
});

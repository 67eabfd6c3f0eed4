import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerParameters, requestUrl } from '../support/authorization.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { skinJar } from '../support/skin-jars.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const ERROR_PAGE = `<h1>Clinic error</h1><i th:text="\${statusCode}"></i>|<i th:text="\${statusTitle}"></i>|<i th:text="\${uri}"></i>|<i th:text="\${message}"></i>|<i th:text="\${errorId}"></i>`;
const LOGIN = `<!DOCTYPE html><html><head>
<link rel="stylesheet" th:href="@{/resources/clinic.css}"><script src="../resources/clinic.js"></script>
<script th:inline="javascript">var name = [[\${client_name}]];</script><style>p{}</style></head>
<body><p id="client" th:text="\${client_id} + '|' + \${client_name}"></p><p th:if="\${param.error}" th:text="\${errorMessage}" id="error"></p>
<p th:text="#{welcome}"></p><p id="nobody" th:text="\${#authentication == null}"></p>
<form method="post" th:action="@{/login}"><input name="j_username"><input name="j_password" type="password"><button onclick="go()">in</button></form></body></html>`;
const APPROVAL = `<p id="person" th:text="\${#authentication.principal.username} + '|' + \${#authentication.principal.familyName} + '|' + \${#authentication.principal.givenName}"></p>
<p id="app" th:text="\${client_id} + '|' + \${client_name}"></p>
<form method="post"><ul><li th:each="scope : \${scopes}"><label><input type="checkbox" name="scope" th:value="\${scope}" checked><b th:text="\${scope}"></b> <i th:text="\${scope.description}"></i></label></li></ul>
<button name="approve">Allow</button><button name="deny">Deny</button></form>`;
const files = {
  'userlogin.html': LOGIN,
  'userapprove.html': APPROVAL,
  'usererror.html': ERROR_PAGE,
  'messages.properties': 'welcome=Welcome',
  'messages_fr.properties': 'welcome=Bienvenue',
  'resources/clinic.css': 'p{color:#000}',
  'resources/clinic.js': 'go=function(){}',
};
const broken = { ...files, 'userapprove.html': '<p>\n<b th:text="${client_name.nothing.at.all}"></b></p>' };
const [publicApp] = testClients;
const clients = [...testClients, { ...publicApp, clientId: 'nameless', clientName: '' }];

/** A server whose module wears a skin of these files, with `skin.webjar_id` as its only setting. */
async function wearing(skin: Readonly<Record<string, string>>, properties: readonly string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-skins-'));
  await writeFile(join(folder, 'clinic.jar'), skinJar(skin));
  const config = 'module.smart_auth.config';
  const lines = [`gatehouse.skins.folder=${folder}`, `${config}.skin.webjar_id=org.example:clinic:1.0`, ...properties];
  const server = await startTestServer({ clients, properties: lines });
  return { server, stop: () => server.stop().then(() => rm(folder, { recursive: true })) };
}

/** Sends the first form of a page in the words of the page: its fields, its action, and one of its buttons. */
async function sendForm(person: Person, page: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
  const [, written = ''] = /<form[^>]* action="([^"]*)"/.exec(page.text) ?? [];
  return person.post(new URL(written, page.url).href, { ...hiddenFields(page), ...fields });
}

const SCOPE = 'openid patient/*.rs';
const signInFields = { j_username: amelia.username, j_password: amelia.password };

describe('a skin that is laid out as the documents say', () => {
  let server: TestServer;
  let stop: () => Promise<unknown>;
  beforeAll(async () => {
    ({ server, stop } = await wearing(files));
  });
  afterAll(() => stop());

  const opened = (parameters: Readonly<Record<string, string>> = {}, person = new Person()): Promise<Page> =>
    person.open(requestUrl(server.issuer, { scope: SCOPE, ...parameters }));

  test('rulings 1, 21: skin.webjar_id alone takes its pages, which know the app, or its id where it has no name', async () => {
    expect((await opened()).text).toMatch(/<p id="client">[^|]+\|[^<]+<\/p>/);
    expect((await opened({ client_id: 'nameless' })).text).toContain('<p id="client">nameless|nameless</p>');
  });

  test('ruling 21: fields and targets that are not ours lead to the approval page, which knows the person', async () => {
    const person = new Person();
    const approval = await sendForm(person, await opened({}, person), signInFields);

    expect(approval.text).toMatch(/<p id="person">amelia\|[^|<]+\|[^|<]+<\/p>/);
    expect(approval.text).toContain('<input type="checkbox" name="scope" value="patient/*.rs" checked>');
    expect(approval.text).toMatch(/<p id="app">[^|]+\|[^<]+<\/p>/);
  });

  test('ruling 5: wrong credentials lead back to the page of the skin, with the message there', async () => {
    const person = new Person();
    const page = await sendForm(person, await opened({}, person), { ...signInFields, j_password: 'wrong' });

    expect(page.url).toContain('/signin?');
    expect(page.text).toMatch(/<p id="error">[^<]*not correct[^<]*<\/p>/);
  });

  test.each([
    ['an invalid link', '/no/such/page?secret=1', 404, 'Not Found', '/no/such/page'],
    ['GET of the token endpoint', '/oauth/token', 405, 'Method Not Allowed', '/oauth/token'],
    ['an app that is not known', '/oauth/authorize?client_id=nobody', 400, 'Bad Request', '/oauth/authorize'],
  ])('ruling 5, S-12: %s shows status, title, path and message', async (_what, path, status, title, uri) => {
    const page = await new Person().open(server.issuer + path);

    expect(page.status).toBe(status);
    expect(page.text).toContain(`<h1>Clinic error</h1><i>${status}</i>|<i>${title}</i>|<i>${uri}</i>|<i>`);
    expect(page.text).toMatch(/\|<i>[^<]{10,}<\/i>\|<i>GH-[0-9A-Z-]+<\/i>/);
  });

  test('ruling 5: a forged form is told of by the page of the skin', async () => {
    const person = new Person();
    const page = await opened({}, person);
    const answer = await person.post(`${server.issuer}/login`, {
      ...hiddenFields(page),
      _csrf: 'forged',
      ...signInFields,
    });

    expect(answer.status).toBe(403);
    expect(answer.text).toContain('<i>403</i>|<i>Forbidden</i>|<i>/login</i>');
  });

  test('V-82, 5.3: what stands in the templates runs, and nothing else does', async () => {
    const { text, headers } = await opened();
    const policy = headers.get('content-security-policy') ?? '';
    const [, nonce = 'none'] = /'nonce-([\w-]{20,})'/.exec(policy) ?? [];

    expect(text).toContain(`<script nonce="${nonce}">var name = `);
    expect(text).toContain(`<style nonce="${nonce}">`);
    expect(policy).toContain("script-src-attr 'unsafe-hashes' 'sha256-");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'; base-uri 'none'");
    expect((await opened()).headers.get('content-security-policy')).not.toBe(policy);
  });

  test('skins 5.3: links to files bear the hash of the skin and are kept for ever', async () => {
    const { text } = await opened();
    const [css = '', script = ''] = [/href="([^"]*clinic\.css)"/, /src="([^"]*clinic\.js)"/].map(
      (link) => link.exec(text)?.[1],
    );

    expect(css).toMatch(/^\/skins\/[0-9a-f]{64}\/resources\/clinic\.css$/);
    for (const path of [css, script]) {
      const file = await fetch(server.issuer + path);
      expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    const lost = await fetch(`${server.issuer}/resources/none.css`, { headers: { accept: 'text/html' } });
    expect([lost.status, await lost.text()]).toEqual([404, 'Not found\n']);
  });

  test('2.2: the language of the page is one of the skin', async () => {
    const person = new Person();
    const page = await opened({}, person);
    const french = await person.request(page.url, { headers: { 'accept-language': 'fr-CA' } });

    expect([page, french].map(({ text }) => /<p>(Welcome|Bienvenue)<\/p>/.exec(text)?.[1])).toEqual([
      'Welcome',
      'Bienvenue',
    ]);
  });
});

describe('F-26: a skin with a page that cannot be shown', () => {
  test('shows the built-in page with the same model, and leaves word of it', async () => {
    const { server, stop } = await wearing(broken);
    try {
      const person = new Person();
      const approval = await sendForm(
        person,
        await person.open(requestUrl(server.issuer, { scope: SCOPE })),
        signInFields,
      );

      expect(approval.status).toBe(200);
      expect(approval.text).toContain('name="scope.patient/*.rs"');
      expect(answerParameters(await person.approve(approval))).toHaveProperty('code');
      const records = await rowsOf(server.databaseUrl, `select detail from audit_event where kind = 'SKIN_PAGE'`);
      expect(records).toEqual([
        {
          detail: expect.objectContaining({ page: 'approval', file: 'userapprove.html', line: 2 }) as object,
        },
      ]);
    } finally {
      await stop();
    }
  });

  test('with skin.strict it is an error of the server, shown by the built-in page', async () => {
    const { server, stop } = await wearing(broken, ['module.smart_auth.config.skin.strict=true']);
    try {
      const person = new Person();
      const page = await sendForm(person, await person.open(requestUrl(server.issuer, { scope: SCOPE })), signInFields);

      expect(page.status).toBe(500);
      expect(page.text).toContain('The skin of this page has a mistake.');
    } finally {
      await stop();
    }
  });
});

import { openSignedIn, requestUrl, textOf } from '../support/authorization.js';
import { MailServer } from '../support/mail-server.js';
import { linkOn, Person, type Page } from '../support/person.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { sampleSkin, wearing } from '../support/worn-skin.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({});
});
afterAll(() => server.stop());

const languageOf = ({ text, headers }: Page): readonly (string | null | undefined)[] => [
  /<html lang="([^"]*)"/.exec(text)?.[1],
  headers.get('content-language'),
];
const inLanguage = (language: string) => [language, language];
const credentials = { username: amelia.username, password: amelia.password };
const german = { 'accept-language': 'de-CH, de;q=0.9, en;q=0.1' };

test('OpenID Connect Core §3.1.2.1: ui_locales of a request counts on every page of its way, before the browser’s languages', async () => {
  const person = new Person();
  const url = requestUrl(server.issuer, { ui_locales: 'it es-MX en' });

  const page = await person.open(url);
  const failed = await person.submit(page, { username: amelia.username, password: 'wrong' }, german);
  const approval = await person.submit(failed, credentials, german);
  const forged = await person.post(`${server.issuer}/authenticate`, { _csrf: 'forged' }, german);

  expect([page, failed, approval].map(languageOf)).toEqual([1, 2, 3].map(() => inLanguage('es')));
  expect(textOf(failed, 'sign-in-error-text')).toContain('El nombre de usuario o la contraseña no son correctos');
  expect(approval.text).toContain('¿Permitir el acceso?');
  expect(approval.text).toContain('Saber quién es usted');
  expect(languageOf(forged)).toEqual(inLanguage('de'));
});

test.each([
  { wanted: 'de-CH, de;q=0.9, en;q=0.1', language: 'de', heading: 'Anmelden' },
  { wanted: 'it, fr-CA;q=0.8', language: 'fr', heading: 'Se connecter' },
  { wanted: 'it', language: 'en', heading: 'Sign in' },
  { wanted: 'de;q=0, *', language: 'en', heading: 'Sign in' },
  { wanted: '*', language: 'en', heading: 'Sign in' },
  { wanted: ',;q=,{app}', language: 'en', heading: 'Sign in' },
])('a browser that wants $wanted reads $language', async ({ wanted, language, heading }) => {
  const person = new Person();
  const first = await person.request(requestUrl(server.issuer));
  const url = new URL(first.headers.get('location')!, server.issuer).href;

  const page = await person.request(url, { headers: { 'accept-language': wanted } });

  expect(languageOf(page)).toEqual(inLanguage(language));
  expect(page.text).toContain(`<h1>${heading}</h1>`);
  expect(page.headers.get('vary')).toContain('Accept-Language');
});

test('an error page speaks the language of its reader; JSON stays English', async () => {
  const person = new Person();
  const url = `${server.issuer}/oauth/authorize?client_id=nobody&ui_locales=fr`;

  const page = await person.request(url, { headers: german });
  const json = await person.request(url, { headers: { accept: 'application/json', 'accept-language': 'fr' } });

  expect(languageOf(page)).toEqual(inLanguage('fr'));
  expect(page.text).toContain('Cette demande ne peut pas aboutir');
  expect(textOf(page, 'error-message')).toContain('No app is registered under this client_id.');
  expect(JSON.parse(json.text)).toMatchObject({ error_description: 'No app is registered under this client_id.' });
});

test('a page of our own keeps the language that its address asks for, over the sign-in', async () => {
  const person = new Person();

  const signIn = await person.open(`${server.issuer}/session/management?ui_locales=de`);
  const apps = await person.submit(signIn, credentials, { referer: signIn.url });

  expect(languageOf(signIn)).toEqual(inLanguage('de'));
  expect(signIn.text).toContain('Ihren verbundenen Apps');
  expect(languageOf(apps)).toEqual(inLanguage('de'));
});

test('RP-Initiated Logout §2: the question and the end are in the language that is asked for', async () => {
  const person = new Person();
  await openSignedIn(person, requestUrl(server.issuer), amelia);

  const question = await person.request(`${server.issuer}/logout?ui_locales=fr`, {
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  const end = await person.submit(question, {});

  expect([question, end].map(languageOf)).toEqual([inLanguage('fr'), inLanguage('fr')]);
  expect(end.text).toContain('Vous êtes déconnecté(e)');
});

test('OpenID Connect Discovery §3: says which languages there are', async () => {
  const answer = await fetch(`${server.issuer}/.well-known/openid-configuration`);

  expect(await answer.json()).toMatchObject({ ui_locales_supported: ['en', 'es', 'fr', 'de'] });
});

describe.each([
  [
    'built-in pages',
    async (options: object) => startTestServer(options).then((one) => ({ server: one, stop: () => one.stop() })),
  ],
  ['a skin', (options: object) => wearing(sampleSkin(), options)],
])('on %s', (_what, start) => {
  const NEW = 'plum ladder quiet harbour';
  let mails: MailServer;
  let site: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    mails = await MailServer.start();
    site = await start({
      properties: [
        ...mails.properties,
        'module.smart_auth.requires.SECURITY_USER_SELF_REGISTRATION=local_security',
        'module.local_security.config.user_self_registration.enabled=true',
      ],
    });
  });
  afterAll(async () => {
    await site.stop();
    await mails.stop();
  });
  const codeFrom = async (email: string): Promise<string> => {
    const { text } = await mails.next(email);
    return /\b(\d{6})\b/.exec(text)?.[1] ?? '';
  };

  test('ui_locales goes before the languages of the browser, and the next best of them before others', async () => {
    const person = new Person();
    const page = await person.open(requestUrl(site.server.issuer, { ui_locales: 'xx fr-CA en' }));
    const failed = await person.submit(page, { username: amelia.username, password: 'wrong' }, german);
    const hostile = await new Person().open(
      requestUrl(site.server.issuer, { ui_locales: '"><script> ../../etc __proto__' }),
    );

    expect([page, failed, hostile].map(languageOf)).toEqual(['fr', 'fr', 'en'].map(inLanguage));
    // What we say on a page is in the language of the page.
    expect(failed.text).toContain('ou le mot de passe est incorrect');
  });

  test.each([
    ['that belongs to a request of an app', (issuer: string) => requestUrl(issuer, { ui_locales: 'fr' })],
    ['to nothing but the own pages', (issuer: string) => `${issuer}/session/management?ui_locales=fr`],
  ])(
    'whoever forgot the password stays in the language of the sign-in %s, from a browser that does not say where it was',
    async (_way, url) => {
      const person = new Person();
      const signIn = await person.open(url(site.server.issuer));
      const first = await person.open(linkOn(signIn, 'forgot-password'));
      const second = await person.submit(first, { username: amelia.username });
      const code = await codeFrom(amelia.email);
      const wrong = await person.submit(second, { code: 'none' });
      const third = await person.submit(wrong, { code });
      const different = await person.submit(third, { new_password: NEW, repeated_password: 'another' });
      const end = await person.submit(different, { new_password: NEW, repeated_password: NEW });

      expect([signIn, first, second, wrong, third, different, end].map(languageOf)).toEqual(
        Array(7).fill(inLanguage('fr')),
      );
    },
  );

  test('whoever makes an account stays in the language, too', async () => {
    const person = new Person();
    const signIn = await person.open(`${site.server.issuer}/session/management?ui_locales=fr`);
    const first = await person.open(linkOn(signIn, 'register'));
    const second = await person.submit(first, {
      email: 'dora@clinic.example',
      given_name: 'Dora',
      family_name: 'Vance',
    });
    const code = await codeFrom('dora@clinic.example');
    const account = { username: 'dora', password: NEW, repeated_password: NEW };
    const wrong = await person.submit(second, { ...account, code: 'none' });
    const end = await person.submit(wrong, { ...account, code });

    expect([signIn, first, second, wrong, end].map(languageOf)).toEqual(Array(5).fill(inLanguage('fr')));
  });
});

import { answerParameters, requestUrl } from '../support/authorization.js';
import { bareSkin } from '../support/bare-skin.js';
import { FederatedUpstream, federating, UPSTREAM_SECRET } from '../support/federated-upstream.js';
import { MailServer } from '../support/mail-server.js';
import { hiddenFields, linkOn, Person, type Fields, type Page } from '../support/person.js';
import { testClients } from '../support/test-clients.js';
import type { TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';
import { giveTotp } from '../support/totp.js';
import { sampleSkin, sendForm, shownPage, wearing } from '../support/worn-skin.js';

const [publicApp] = testClients;
const clients = [
  {
    ...publicApp,
    rememberApprovedScopes: true,
    scopes: ['openid', 'launch/patient', 'patient/*.rs', 'offline_access'],
  },
];
const SCOPE = 'openid launch/patient patient/*.rs offline_access';
const NEW = 'plum ladder quiet harbour';
const contexts = [
  { resourceType: 'Patient', id: 'p1', display: 'Oscar Marsh', users: ['carla'] },
  { resourceType: 'Patient', id: 'p2', display: 'Ida Quill', users: ['carla'] },
];
const smart = 'module.smart_auth.config';
const properties = [
  `${smart}.tos.version_string=2026-11`,
  `${smart}.tos.text_file=classpath:terms.txt`,
  `${smart}.context_selection.source=static_list`,
  `${smart}.context_selection.list_file=classpath:contexts.json`,
  'module.smart_auth.requires.SECURITY_USER_SELF_REGISTRATION=local_security',
  'module.local_security.config.user_self_registration.enabled=true',
];

/** What a person enters on the pages, by the names that the forms of the skin have. */
interface Forms {
  readonly signIn: (username: string, password: string) => Fields;
  readonly code: (code: string) => Fields;
  readonly agree: Fields;
  readonly choose: Fields;
  readonly approve: Fields;
  readonly register1: (email: string) => Fields;
  readonly register2: (code: string, username: string) => Fields;
  readonly forgot1: (username: string) => Fields;
  readonly mailed: (code: string) => Fields;
  readonly forgot3: Fields;
}

const asWeWrite: Forms = {
  signIn: (username, password) => ({ username, password }),
  code: (code) => ({ code }),
  agree: { decision: 'agree' },
  choose: { choice: 'Patient/p2', action: 'choose' },
  approve: {
    user_oauth_approval: 'true',
    ...Object.fromEntries(SCOPE.split(' ').map((one) => [`scope.${one}`, 'true'])),
  },
  register1: (email) => ({ email, given_name: 'Dora', family_name: 'Vance' }),
  register2: (code, username) => ({ code, username, password: NEW, repeated_password: NEW }),
  forgot1: (username) => ({ username }),
  mailed: (code) => ({ code }),
  forgot3: { new_password: NEW, repeated_password: NEW },
};
const asOthersWrite: Forms = {
  signIn: (j_username, j_password) => ({ j_username, j_password }),
  code: (totp) => ({ totp }),
  agree: { agree: '' },
  choose: { choice: 'Patient/p2' },
  approve: { authorize: '' },
  register1: (emailAddress) => ({ emailAddress, firstName: 'Dora', lastName: 'Vance' }),
  register2: (otp, j_username) => ({ otp, j_username, password: NEW, confirmPassword: NEW }),
  forgot1: (email) => ({ email }),
  mailed: (otp) => ({ otp }),
  forgot3: { newPassword: NEW, confirmPassword: NEW },
};

describe.each([
  ['the sample skin', sampleSkin(), asWeWrite],
  ['a skin whose forms have nothing but what people see', bareSkin, asOthersWrite],
])('5.2: with %s', (_name, files, forms) => {
  let server: TestServer;
  let stop: () => Promise<void>;
  let mails: MailServer;
  beforeAll(async () => {
    mails = await MailServer.start();
    ({ server, stop } = await wearing(files, {
      clients,
      users: [amelia, bertha, carla],
      properties: [...mails.properties, ...properties],
      files: { 'terms.txt': '# Use\nWith care.', 'contexts.json': JSON.stringify({ contexts }) },
    }));
  });
  afterAll(async () => {
    await stop();
    await mails.stop();
  });

  const opened = (person: Person): Promise<Page> => person.open(requestUrl(server.issuer, { scope: SCOPE }));
  const codeFrom = async (email: string, subject: string): Promise<string> =>
    /Code: (\d{6})/.exec((await mails.next(email, subject)).text)?.[1] ?? '';

  test('ruling 21: every page on the way to the app is of the skin, and each of its forms is an answer', async () => {
    const app = await giveTotp(server, 'carla');
    const person = new Person();
    const answers: Readonly<Record<string, () => Promise<Fields>>> = {
      'sign-in': () => Promise.resolve(forms.signIn(carla.username, carla.password)),
      'second-factor': async () => forms.code(await app.next()),
      'terms-of-service': () => Promise.resolve(forms.agree),
      'select-context': () => Promise.resolve(forms.choose),
      approve: () => Promise.resolve(forms.approve),
    };
    const seen: string[] = [];
    let page = await opened(person);
    for (let name = shownPage(page); answers[name] !== undefined && seen.length < 9; name = shownPage(page)) {
      seen.push(name);
      page = await sendForm(person, page, (await answers[name]?.()) ?? {});
    }

    expect([...seen, shownPage(page)]).toEqual([
      ...['sign-in', 'second-factor', 'terms-of-service', 'select-context', 'approve', 'answer'],
    ]);
    expect(answerParameters(page)).toHaveProperty('code');

    const apps = await person.open(`${server.issuer}/session/management`);
    expect(shownPage(apps)).toBe('session-management');
    expect(apps.text).toContain(publicApp?.clientName);
    const after = await person.post(`${server.issuer}/session/management`, {
      _csrf: hiddenFields(apps)['_csrf'] ?? '',
      client_id: String(publicApp?.clientId),
    });
    expect([after.status, shownPage(after)]).toEqual([200, 'session-management']);
  });

  test('an account is made on pages of the skin', async () => {
    const person = new Person();
    const first = await person.open(linkOn(await opened(person), 'register'));
    const second = await sendForm(person, first, forms.register1('dora@clinic.example'));
    const code = await codeFrom('dora@clinic.example', 'Your code for a new account');
    const wrong = await sendForm(person, second, forms.register2('none', 'dora'));
    const signIn = await sendForm(person, wrong, forms.register2(code, 'dora'));

    expect([first, second, wrong, signIn].map(shownPage)).toEqual([
      ...['register-step1', 'register-step2', 'register-step2', 'sign-in'],
    ]);
    expect(wrong.text).toMatch(/not the code/);
    expect(signIn.text).toContain('Your account is made.');
  });

  test('a forgotten password is replaced on pages of the skin', async () => {
    const person = new Person();
    const first = await person.open(linkOn(await opened(person), 'forgot-password'));
    const second = await sendForm(person, first, forms.forgot1('bertha@example.org'));
    const code = await codeFrom('bertha@example.org', 'Your code for a new password');
    const third = await sendForm(person, second, forms.mailed(code));
    const signIn = await sendForm(person, third, forms.forgot3);

    expect([first, second, third, signIn].map(shownPage)).toEqual([
      ...['forgot-password-step1', 'forgot-password-step2', 'forgot-password-step3', 'sign-in'],
    ]);
    expect(signIn.text).toContain('Your password is changed.');
  });

  test.each([
    ['an invalid link', '/no/such/page', 404],
    ['GET of the token endpoint', '/oauth/token', 405],
  ])('ruling 5: %s is told of by the skin', async (_what, path, status) => {
    const page = await new Person().open(server.issuer + path);

    expect([page.status, shownPage(page)]).toEqual([status, 'error']);
    expect(page.text).toContain(path);
  });

  test('ruling 5: a form of a visit that is gone gets 403', async () => {
    const person = new Person();
    const page = await opened(person);
    person.forget();
    const refused = await sendForm(person, page, forms.signIn(amelia.username, amelia.password));

    expect([refused.status, shownPage(refused)]).toEqual([403, 'error']);
  });
});

describe.each([
  ['no local sign-in', false],
  ['local sign-in beside them', true],
])('rulings 8, 21: several sign-in services and %s', (_name, isLocal) => {
  let one: FederatedUpstream;
  let server: TestServer;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    one = await FederatedUpstream.start('one');
    const definitions = [
      one.definition({ name: 'Alpha' }),
      { ...one.definition({ name: 'Beta' }), issuer: `${one.issuer}/other`, federationRegistrationId: 'other' },
    ];
    const local = `federate_mode.local_sign_in.enabled=${String(isLocal)}`;
    ({ server, stop } = await wearing(bareSkin, { clients, ...federating(definitions, local) }));
  });
  afterAll(async () => {
    await stop();
    await one.stop();
  });

  test('the page of the skin has what is known of them, but no secret, and the password only where it counts', async () => {
    const person = new Person();
    const page = await person.open(requestUrl(server.issuer, { scope: 'openid' }));
    const known = new Set([...page.text.matchAll(/<i>(\w+)=[^<]+<\/i>/g)].map(([, name]) => name));

    expect(shownPage(page)).toBe('choose-server');
    expect(page.text).toMatch(/>Alpha<[^]*>Beta</);
    expect([...known]).toEqual(
      expect.arrayContaining(['name', 'issuer', 'pid', 'moduleId', 'federationRegistrationId', 'loginUrl']),
    );
    expect(page.text).not.toContain(UPSTREAM_SECRET);
    expect([...known].filter((name) => /secret|script|jwkText/i.test(name ?? ''))).toEqual([]);
    expect(page.text.includes('name="password"')).toBe(isLocal);
    const sent = await person.post(`${server.issuer}/login`, {
      ...{ ...hiddenFields(page), username: amelia.username, password: amelia.password },
    });
    expect(isLocal ? shownPage(sent) : [sent.status, shownPage(sent)]).toEqual(isLocal ? 'approve' : [404, 'error']);
  });

  test('its links lead there', async () => {
    const person = new Person();
    const page = await person.open(requestUrl(server.issuer, { scope: 'openid' }));
    const link = /<a href="([^"]*)">Alpha</.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const away = await person.open(new URL(link, page.url).href);

    expect(new URL(away.headers.get('location') ?? '').origin).toBe(one.issuer);
  });
});

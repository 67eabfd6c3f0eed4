import { authorizeUrl, newPkce } from '../support/app.js';
import { kindOf, textOf } from '../support/authorization.js';
import { MailServer } from '../support/mail-server.js';
import { hiddenFields, linkOn, Person, type Page } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const NEW = 'plum ladder quiet harbour';
const CODE_MAIL = 'Your code for a new account';
const registration = [
  'module.smart_auth.requires.SECURITY_USER_SELF_REGISTRATION=local_security',
  'module.local_security.config.user_self_registration.enabled=true',
];

/** Of those who say so in their family name. */
const SCRIPT = `
function onUserSelfRegistrationRequest(theInputUser, theOutputUser) {
  if (theInputUser.familyName === 'Refused') throw 'the secret reason';
  if (theInputUser.familyName !== 'Scripted') return;
  theOutputUser.familyName = theInputUser.familyName.toUpperCase();
  theOutputUser.email = 'somebody.else@clinic.example';
  theOutputUser.addAuthority('FHIR_READ_ALL_OF_TYPE', 'Goal');
  theOutputUser.addAuthority('OPENID_CONNECT_ADD_CLIENT');
  theOutputUser.addAuthority('VIEW_USERS');
  theOutputUser.addDefaultLaunchContext('practitioner', 'Practitioner/9');
  theOutputUser.addDefaultLaunchContext('patient', 'Practitioner/9');
  theOutputUser.setFhirUserUrl('https://fhir.example/Practitioner/9');
}`;

let mails: MailServer;
let server: TestServer;
beforeAll(async () => {
  mails = await MailServer.start();
  server = await startTestServer({
    files: { 'register.js': SCRIPT },
    properties: [
      ...mails.properties,
      ...registration,
      'module.local_security.config.user_self_registration.create_script.file=classpath:register.js',
      'module.local_security.config.user_self_registration.permissions=ROLE_FHIR_CLIENT CHANGE_OWN_PASSWORD',
      'module.local_security.config.user_self_registration.most_per_hour_and_network=100',
    ],
  });
});
afterAll(async () => {
  await server.stop();
  await mails.stop();
});
beforeEach(() => rowsOf(server.databaseUrl, 'DELETE FROM registration_quota'));

const request = (): string => authorizeUrl(server.issuer, { code_challenge: newPkce().challenge, scope: 'openid' });
const somebody = (email: string) => ({ email, given_name: 'Dora', family_name: 'Vance' });
const account = (username: string, password = NEW) => ({ username, password, repeated_password: password });
const problemOn = (page: Page): string | undefined => textOf(page, 'problem-text');

/** The page that asks for code, name and password. */
async function begin(person: Person, email: string): Promise<Page> {
  const first = await person.open(linkOn(await person.open(request()), 'register'));
  return person.submit(first, somebody(email));
}

async function codeFor(email: string): Promise<string> {
  const { text } = await mails.next(email, CODE_MAIL);
  return /Code: (\d{6})/.exec(text)?.[1] ?? '';
}

const userCalled = (username: string) =>
  rowsOf<{ email: string; given_name: string; authorities: unknown }>(
    server.databaseUrl,
    'SELECT email, given_name, self_made, authorities FROM user_account WHERE username = $1',
    [username],
  );

describe('product reference 8.1: user_self_registration', () => {
  test('an account is made once its address was shown to be the person’s, and they sign in by it for the app', async () => {
    const person = new Person();

    const second = await begin(person, 'dora@clinic.example');
    const code = await codeFor('dora@clinic.example');
    expect(await userCalled('dora')).toEqual([]);
    const signIn = await person.submit(second, { code, ...account('dora') });

    expect(kindOf(signIn)).toBe('sign-in');
    expect(signIn.text).toContain('Your account is made.');
    expect(await userCalled('dora')).toEqual([
      {
        ...{ email: 'dora@clinic.example', given_name: 'Dora', self_made: true },
        authorities: [{ permission: 'ROLE_FHIR_CLIENT' }, { permission: 'CHANGE_OWN_PASSWORD' }],
      },
    ]);
    expect(kindOf(await person.signIn(signIn, { username: 'dora', password: NEW }))).toBe('approval');
    const records = await rowsOf<{ kind: string }>(
      server.databaseUrl,
      `SELECT kind FROM audit_event WHERE username = 'dora' AND kind IN ('USER_REGISTRATION', 'USER_CHANGE') ORDER BY kind`,
    );
    expect(records.map(({ kind }) => kind)).toEqual(['USER_CHANGE', 'USER_REGISTRATION']);
  });

  test('V-56: whether an address has an account is told to its owner alone', async () => {
    const [known, unknown] = await Promise.all(
      [amelia.email.toUpperCase(), 'nobody@clinic.example'].map(async (email) => {
        const page = await begin(new Person(), email);
        const { registration: handle = '', interaction = '', _csrf = '' } = hiddenFields(page);
        return [handle, interaction, _csrf].reduce((all, value) => all.replaceAll(value, 'X'), page.text);
      }),
    );

    expect(known).toBe(unknown);
    const told = await mails.next(amelia.email, 'You have an account already');
    expect(told.text).toContain('User name: amelia');
  });

  test('names and passwords that cannot be are told, and the code holds', async () => {
    const person = new Person();
    let page = await begin(person, 'eve@clinic.example');
    const code = await codeFor('eve@clinic.example');
    const wrong: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
      [{ code: 'none', ...account('eve') }, /not the code/],
      [{ code, ...account('AMELIA') }, /is taken/],
      [account('public-app'), /is taken/],
      [account(' Public-App '), /is taken/],
      [account(bertha.email), /cannot be a user name/],
      [account('Administrator'), /cannot be a user name/],
      [account('<b>x</b>'), /cannot be a user name/],
      [account('\u202Eeve'), /cannot be a user name/],
      [account('eve', 'password1'), /guessed first/],
      [account('eve', 'eve@clinic.example'), /your name or e-mail/],
      [{ ...account('eve'), repeated_password: 'x' }, /not the same/],
    ];
    for (const [fields, problem] of wrong) {
      page = await person.submit(page, fields);
      expect([page.status, problemOn(page)]).toEqual([400, expect.stringMatching(problem)]);
    }

    const both = await Promise.all(['eve', 'eve2'].map((name) => person.submit(page, account(name))));

    expect(both.map(kindOf).sort()).toEqual(['other', 'sign-in']);
  });

  test('V-75: one mailbox makes one account, however many registrations it began', async () => {
    const people = [new Person(), new Person(), new Person()];
    const begun = [];
    for (const person of people) {
      const page = await begin(person, 'jo@clinic.example');
      begun.push({ person, page, code: await codeFor('jo@clinic.example') });
    }

    const ends = await Promise.all(
      begun.map(({ person, page, code }, place) => person.submit(page, { code, ...account(`jo${String(place)}`) })),
    );

    expect(ends.map(kindOf).sort()).toEqual(['other', 'other', 'sign-in']);
    const refused = ends.filter((page) => kindOf(page) === 'other');
    for (const page of refused) expect(problemOn(page)).toContain('There is an account with your e-mail address');
  });

  test('who loses a race for a name chooses another one', async () => {
    const begun = [];
    for (const email of ['kay@clinic.example', 'kit@clinic.example']) {
      const person = new Person();
      const page = await begin(person, email);
      begun.push({ person, page, code: await codeFor(email) });
    }

    const ends = await Promise.all(
      begun.map(async ({ person, page, code }) => ({
        person,
        page: await person.submit(page, { code, ...account('kay') }),
      })),
    );
    const late = ends.find(({ page }) => kindOf(page) !== 'sign-in');

    expect(ends.filter(({ page }) => kindOf(page) === 'sign-in')).toHaveLength(1);
    expect(late && problemOn(late.page)).toContain('is taken');
    expect(late && kindOf(await late.person.submit(late.page, account('kay2')))).toBe('sign-in');
  });

  test('the address that was shown to be theirs can be the name', async () => {
    const person = new Person();
    const page = await begin(person, 'Hal@clinic.example');

    const signIn = await person.submit(page, {
      code: await codeFor('hal@clinic.example'),
      ...account('hal@clinic.example'),
    });

    expect(kindOf(await person.signIn(signIn, { username: 'HAL@clinic.example', password: NEW }))).toBe('approval');
  });

  test('V-75: the name of a deleted user is taken, if somebody signed in by it', async () => {
    const person = new Person();
    await rowsOf(
      server.databaseUrl,
      `INSERT INTO user_account (node_id, module_id, username, username_key, archived_at, last_active, created_at, updated_at)
       VALUES ('Master', 'local_security', 'Former', 'former', now(), now(), now(), now()),
              ('Master', 'local_security', 'Unused', 'unused', now(), NULL, now(), now())`,
    );
    const page = await begin(person, 'ida@clinic.example');
    const code = await codeFor('ida@clinic.example');

    expect(problemOn(await person.submit(page, { code, ...account('former') }))).toContain('is taken');
    expect(kindOf(await person.submit(page, { code, ...account('unused') }))).toBe('sign-in');
  });

  test('V-59: a code has five guesses, and counts in the browser that asked for it', async () => {
    const [person, thief] = [new Person(), new Person()];
    const page = await begin(person, 'fay@clinic.example');
    const code = await codeFor('fay@clinic.example');
    const own = await begin(thief, 'guy@clinic.example');
    const other = code === '000000' ? '000001' : '000000';

    const stolen = await thief.submit(own, {
      ...account('fay'),
      registration: hiddenFields(page).registration ?? '',
      code,
    });
    expect(problemOn(stolen)).toContain('Begin again');
    for (let guess = 0; guess < 5; guess++) await person.submit(page, { code: other, ...account('fay') });
    expect(problemOn(await person.submit(page, { code, ...account('fay') }))).toContain('Begin again');
    expect(await userCalled('fay')).toEqual([]);
  });

  test.each([
    { name: 'two addresses', fields: somebody('a@x.example,b@y.example') },
    { name: 'no name', fields: { ...somebody('a@x.example'), given_name: ' ' } },
    { name: 'a name of 101 letters', fields: { ...somebody('a@x.example'), family_name: 'x'.repeat(101) } },
  ])('$name is refused at once', async ({ fields }) => {
    const person = new Person();

    const page = await person.submit(await person.open(`${server.issuer}/register`), fields);

    expect(page.status).toBe(400);
  });
});

describe('onUserSelfRegistrationRequest', () => {
  const registered = async (familyName: string, username: string): Promise<Page> => {
    const email = `${username}@clinic.example`;
    const person = new Person();
    const first = await person.open(linkOn(await person.open(request()), 'register'));
    const second = await person.submit(first, { ...somebody(email), family_name: familyName });
    return person.submit(second, { code: await codeFor(email), ...account(username) });
  };

  test('ruling 6, ruling 37: it adds to the account, but neither power over the server nor another address', async () => {
    await registered('Scripted', 'sara');

    expect(await userCalled('sara')).toMatchObject([
      {
        email: 'sara@clinic.example',
        authorities: [
          { permission: 'ROLE_FHIR_CLIENT' },
          { permission: 'CHANGE_OWN_PASSWORD' },
          { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Goal' },
          { permission: 'OPENID_CONNECT_ADD_CLIENT' },
        ],
      },
    ]);
    const session = `select default_launch_contexts as contexts, fhir_user_url as url from user_account where username = 'sara'`;
    expect(await rowsOf(server.databaseUrl, session)).toEqual([
      {
        contexts: [{ contextType: 'practitioner', resourceId: 'Practitioner/9' }],
        url: 'https://fhir.example/Practitioner/9',
      },
    ]);
  });

  test('S-09: where it throws nobody is registered, and nobody is told what it said', async () => {
    const page = await registered('Refused', 'rolf');

    expect([page.status, problemOn(page)]).toEqual([
      400,
      'No account can be made for you here. Ask whoever runs this site.',
    ]);
    expect(await userCalled('rolf')).toEqual([]);
  });
});

describe('where registration starts elsewhere', () => {
  test('the list of referers is heeded; without the switch there is nothing', async () => {
    const [listed, off] = await Promise.all([
      startTestServer({
        properties: [
          ...[...mails.properties, ...registration],
          'module.local_security.config.user_self_registration.referer_url_list.text=https://portal.example/join',
        ],
      }),
      startTestServer({ properties: [...mails.properties, ...registration.slice(0, 1)] }),
    ]);
    const status = async ({ issuer }: TestServer, headers: Readonly<Record<string, string>>): Promise<number> =>
      (await new Person().request(`${issuer}/register`, { headers })).status;

    const answers = [
      await status(listed, {}),
      await status(listed, { referer: 'https://evil.example/join' }),
      await status(listed, { referer: 'https://portal.example/join' }),
      await status(listed, { 'sec-fetch-site': 'same-origin' }),
      await status(listed, { referer: `${listed.issuer}/signin?interaction=x` }),
      await status(off, {}),
    ];

    const refused = await new Person().request(`${listed.issuer}/register`);

    await Promise.all([listed.stop(), off.stop()]);
    expect(answers).toEqual([403, 403, 200, 200, 200, 404]);
    expect(textOf(refused, 'error-message')).toContain('Registration starts at another site');
  });
});

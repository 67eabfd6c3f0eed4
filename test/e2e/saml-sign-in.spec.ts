import { authorizeUrl, newPkce, postForm, redemption } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { answered, introspect } from '../support/endpoint-calls.js';
import { MemoryLog } from '../support/memory-log.js';
import { linkOn, Person } from '../support/person.js';
import { Logger } from '../support/product.js';
import { rowsOf } from '../support/rows.js';
import { SamlIdp } from '../support/saml-idp.js';
import {
  answerTo,
  bridging,
  deliver,
  inPkcs12,
  isSigned,
  ledTo,
  requestIn,
  type Answer,
} from '../support/saml-site.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const idp = new SamlIdp('https://idp.example/metadata');
let server: TestServer;
let acs: string;

/** Has its say about two people alone. */
const CALLBACK =
  'module.saml.config.callback_script.text=function onAuthenticateSuccess(o, f, c) { ' +
  "if (o.username === 'barred') return f.newFailure('the secret reason'); " +
  "if (o.username === 'tess') { o.addLaunchResourceId('patient', '77'); o.addAuthority('FHIR_READ_ALL_OF_TYPE', 'Goal'); } return o; }";

beforeAll(async () => {
  server = await startTestServer(bridging(idp, undefined, [CALLBACK], inPkcs12(idp)));
  acs = `${server.issuer}/login/saml2/sso/SMILECDR`;
});
afterAll(async () => {
  await server.stop();
});

const request = (more: Readonly<Record<string, string>> = {}): string =>
  authorizeUrl(server.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs', ...more });

/** To the provider and back to the server, which leads the browser on. */
async function back(person: Person, answer: Answer = {}, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const away = ledTo(await person.open(request(more)));
  return ledTo(await deliver(acs, answerTo(idp, away, answer)));
}

/** The certificate that the provider is given in our metadata, PEM. */
async function shownCertificate(): Promise<string> {
  const { text } = await new Person().request(`${server.issuer}/saml2/service-provider-metadata/SMILECDR`);
  const [, base64 = ''] = /X509Certificate>([^<]+)</.exec(text) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${base64.trim()}\n-----END CERTIFICATE-----\n`;
}

const signIns = (username: string): Promise<readonly Record<string, unknown>[]> =>
  rowsOf(
    server.databaseUrl,
    `select * from audit_event where kind = 'SIGN_IN' and username = '${username}' order by at, sequence`,
  );

describe('sign-in by SAML', () => {
  test('reference 8.4: to the provider, back, approval, and the app gets tokens of ours', async () => {
    const person = new Person();
    const pkce = newPkce();
    const page = await person.open(request({ code_challenge: pkce.challenge }));
    const away = ledTo(page);
    const attributes = {
      uid: ['mila'],
      sn: ['Adams'],
      givenName: ['Mila'],
      mail: ['mila@example.org'],
      permissions: ['ROLE_FHIR_CLIENT', 'nonsense'],
    };

    const posted = await deliver(acs, answerTo(idp, away, { parts: { nameId: 'p-1', attributes } }), {
      RelayState: 'https://evil.example/',
    });
    const before = person.cookieHeader;
    const approval = await person.open(ledTo(posted));
    const answer = new URL(ledTo(await person.approve(approval)));
    const tokens = await postForm(
      `${server.issuer}/oauth/token`,
      redemption({ code: answer.searchParams.get('code') ?? '', pkce, callback: answer }),
    );

    expect(page.status).toBe(303);
    expect(requestIn(away)).toMatchObject({
      acs,
      entityId: `${server.issuer}/saml2/service-provider-metadata/SMILECDR`,
      isForced: false,
    });
    expect(isSigned(away, await shownCertificate())).toBe(true);
    // V-13, and nothing of the provider's says where the browser goes.
    expect([posted.status, posted.headers.getSetCookie(), new URL(ledTo(posted)).origin]).toEqual([
      303,
      [],
      server.issuer,
    ]);
    // V-34
    expect(person.cookieHeader).not.toBe(before);
    expect(tokens.status).toBe(200);
    const { id_token } = (await tokens.json()) as { id_token: string };
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ amr: ['pwd'] });
    const [row] = await rowsOf(
      server.databaseUrl,
      `select username, external, family_name, email, password_hash, source, issuer, subject, sign_in_details->'authorities' as authorities
         from user_account join external_identity on user_pid = pid where subject = 'p-1'`,
    );
    expect(row).toEqual({
      ...{ username: 'mila', external: true, family_name: 'Adams', email: 'mila@example.org', password_hash: null },
      ...{ source: 'saml:saml', issuer: idp.issuer, subject: 'p-1' },
      authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
    });
    expect((await signIns('mila')).at(-1)).toMatchObject({
      outcome: 'success',
      detail: { method: 'saml', server: 'saml', issuer: idp.issuer },
    });
  });

  test.each([
    ['nothing', {}, false],
    ['prompt=login', { prompt: 'login' }, true],
    ['a greatest age', { max_age: '600' }, true],
  ])('A-23: %s asked of the sign-in: the provider asks the person again %p', async (_name, asked, isForced) => {
    expect(requestIn(ledTo(await new Person().open(request(asked)))).isForced).toBe(isForced);
  });

  test('A-23: a sign-in that had to be new and is not', async () => {
    const person = new Person();
    const old = { parts: { nameId: 'p-2', authnInstant: -3_600 } };

    expect(
      new URL((await person.open(await back(person, old, { prompt: 'login' }))).url).searchParams.get('error'),
    ).toBe('service-failed');
  });

  test('A-23: a sign-in of this morning is as old as it is, and our account page wants a new one', async () => {
    const person = new Person();
    const old = { parts: { nameId: 'p-early', attributes: { uid: ['early'] }, authnInstant: -4 * 3_600 } };
    await person.open(await back(person, old));
    const [row] = await rowsOf<{ age: number }>(
      server.databaseUrl,
      `select extract(epoch from arrived_at - auth_time)::int as age from browser_session where username = 'early'`,
    );
    const account = await new Person().open(`${server.issuer}/account`);

    expect(Math.abs((row?.age ?? 0) - 4 * 3_600)).toBeLessThan(60);
    expect(requestIn(ledTo(account)).isForced).toBe(true);
  });

  test('nobody is asked where nobody may be', async () => {
    const answer = new URL(ledTo(await new Person().open(request({ prompt: 'none' }))));

    expect(answer.searchParams.get('error')).toBe('login_required');
  });

  test('a password is not taken, of whomever it is', async () => {
    const { username, password } = amelia;
    const answer = await new Person().post(`${server.issuer}/authenticate`, {
      username,
      password,
      interaction: 'latest',
    });

    expect(answer.status).toBe(404);
  });

  test('our own pages need a sign-in there, too', async () => {
    const person = new Person();
    const away = ledTo(await person.open(`${server.issuer}/session/management`));

    const page = await person.open(
      ledTo(await deliver(acs, answerTo(idp, away, { parts: { nameId: 'p-own', attributes: { uid: ['olga'] } } }))),
    );

    expect(page.text).toContain('id="page-session-management"');
  });

  test('two tabs: what the first one is answered does not end the second one', async () => {
    const person = new Person();
    const [first, second] = [ledTo(await person.open(request())), ledTo(await person.open(request({ state: 'two' })))];
    const parts = { nameId: 'p-tabs', attributes: { uid: ['tabea'] } };
    const one = await person.open(ledTo(await deliver(acs, answerTo(idp, first, { parts }))));
    const two = await person.open(ledTo(await deliver(acs, answerTo(idp, second, { parts }))));

    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.text).toContain('user_oauth_approval');
  });

  test.each([
    [
      'a person who cancelled',
      { parts: { status: 'Responder' }, signing: { over: 'nothing' } as const },
      'cancelled or refused',
      'saml-not-signed-in',
    ],
    [
      'an answer that does not count',
      { signing: { over: 'nothing' } as const },
      'an answer that cannot be used',
      'saml-signature',
    ],
  ])('%s sees why, and can try again; nobody is sent round in circles', async (_name, answer, text, errorCode) => {
    const person = new Person();
    const page = await person.open(await back(person, answer));
    const again = await person.open(linkOn(page, 'saml-sign-in'));

    expect([page.status, page.text.includes(text)]).toEqual([200, true]);
    expect(ledTo(again)).toContain('SAMLRequest=');
    expect((await signIns('')).at(-1)).toMatchObject({ outcome: 'failure', error_code: errorCode });
  });

  test('an answer that cannot be read: the person is told so, and the log why; anybody could send it, so that nothing is on record', async () => {
    const count = async () =>
      (await rowsOf(server.databaseUrl, `select 1 from audit_event where kind = 'SIGN_IN'`)).length;
    const log = new MemoryLog();
    const before = await count();
    Logger.overrideLogger(log);
    const page = await deliver(acs, Buffer.from('<!-- a comment --><samlp:Response/>').toString('base64'));
    Logger.overrideLogger(false);

    expect([page.status, page.text.includes('The answer of the sign-in service cannot be read')]).toEqual([400, true]);
    expect(log.entries.join()).toContain('SAML response malformed: ');
    expect(await count()).toBe(before);
  });

  test('V-75, ruling 60: a name that somebody else has here links nobody', async () => {
    const person = new Person();
    const page = await person.open(
      await back(person, { parts: { nameId: 'p-3', attributes: { uid: [amelia.username] } } }),
    );

    expect(page.text).toContain('cannot sign in here with that account');
    expect((await signIns(amelia.username)).at(-1)).toMatchObject({
      outcome: 'failure',
      error_code: 'saml-account',
      detail: { reason: 'name-taken' },
    });
  });

  test('ruling 6, S-09: the callback script of the module puts people into context, and refuses others without a word of why', async () => {
    const [person, pkce] = [new Person(), newPkce()];
    const asked = { code_challenge: pkce.challenge, scope: 'openid launch/patient patient/*.rs' };
    const as = (uid: string): Answer => ({ parts: { nameId: `p-${uid}`, attributes: { uid: [uid] } } });
    const approval = await person.open(await back(person, as('tess'), asked));
    const callback = new URL(ledTo(await person.approve(approval)));
    const code = callback.searchParams.get('code') ?? '';
    const tokens = await answered(postForm(`${server.issuer}/oauth/token`, redemption({ code, pkce, callback })));
    const other = new Person();
    const refused = await other.open(await back(other, as('barred')));

    expect(tokens.body).toMatchObject({ patient: '77', scope: asked.scope });
    expect((await introspect(server.issuer, String(tokens.body.access_token))).body.permissions).toEqual([
      { permission: 'FHIR_READ_TYPE_IN_COMPARTMENT', argument: 'Goal:Patient/77' },
    ]);
    expect(refused.text).toContain('cannot sign in here with that account');
    expect(refused.text).not.toContain('secret');
    expect((await signIns('barred')).at(-1)).toMatchObject({ outcome: 'failure', error_code: 'saml-account' });
  });

  test.each(['disabled', 'locked'])('V-54: an account that is %s here stays so', async (state) => {
    const answer = { parts: { nameId: `p-${state}`, attributes: { uid: [state] } } };
    const person = new Person();
    await person.open(await back(person, answer));
    const change = `update user_account set account_${state} = true where username = '${state}' returning pid`;
    await rowsOf(server.databaseUrl, change);

    const later = new Person();
    const page = await later.open(await back(later, answer));

    expect(page.text).toContain('cannot sign in here with that account');
  });
});

describe('metadata', () => {
  test('says what is to be registered at the provider', async () => {
    const answer = await new Person().request(`${server.issuer}/saml2/service-provider-metadata/SMILECDR`);

    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/samlmetadata+xml; charset=utf-8',
    ]);
    expect(answer.text).toContain(`Location="${acs}"`);
  });

  test.each([
    '/saml2/service-provider-metadata/OTHER',
    '/saml2/authenticate/OTHER',
    '/login/saml2/sso/OTHER?outcome=x',
  ])('there is nothing at %s', async (path) => {
    expect((await new Person().request(server.issuer + path)).status).toBe(404);
  });
});

describe('at the start', () => {
  const configured = bridging(idp);
  const pem = String(configured.files?.['saml.pem']);
  test.each([
    ['no file', { 'other.pem': pem }, 'keystore.file'],
    ['a keystore that is not PEM', { 'saml.pem': 'MIIKTAIBAzCCChIGCSqGSIb3DQEHAaCCCgME' }, 'keystore.file'],
    ['no key of ours', { 'saml.pem': idp.keys.certificate }, 'keystore.file'],
    [
      'no certificate of the provider',
      { 'saml.pem': pem.replace(idp.keys.certificate, '') },
      'verification_certificate.alias',
    ],
  ])('%s: refused, with the property to look at', async (_name, files, key) => {
    const starting = startTestServer({ ...configured, files });

    await expect(starting).rejects.toMatchObject({
      message: expect.stringContaining(`module.saml.config.relying_party.default.${key}: `) as string,
    });
  });

  test('a PKCS #12 file and the password of another: refused, with the password to look at', async () => {
    const { files = {}, properties = [] } = bridging(idp, undefined, [], inPkcs12(idp));
    const mistaken = properties.map((line) => line.replace('=changeit', '=open sesame'));

    await expect(startTestServer({ files, properties: mistaken })).rejects.toMatchObject({
      message: expect.stringContaining('module.saml.config.relying_party.default.keystore.password: ') as string,
    });
  });

  test('a SAML module that is not there', async () => {
    const properties = [
      'module.smart_auth.config.saml.enabled=true',
      'module.smart_auth.requires.SECURITY_IN_SAML=saml',
    ];

    await expect(startTestServer({ properties })).rejects.toMatchObject({
      message: expect.stringContaining('module.smart_auth.requires.SECURITY_IN_SAML') as string,
    });
  });
});

import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { basic, obtainCode, postForm } from '../support/app.js';
import {
  answered,
  clientToken,
  introspect,
  refresh,
  tokensFor,
  userinfo,
  type Answer,
} from '../support/endpoint-calls.js';
import { postWithProof, userinfoWith } from '../support/dpop-calls.js';
import { DpopKey } from '../support/dpop-key.js';
import { startInboundNode } from '../support/inbound-node.js';
import { Person } from '../support/person.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';
const R4 = 'https://fhir.example/r4';
const R5 = 'https://fhir.example/r5';
const SCOPE = 'openid patient/*.rs user/*.rs offline_access';

const [publicApp] = testClients;
const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
const gateway = {
  ...backend,
  allowedGrantTypes: ['TOKEN_EXCHANGE', 'CLIENT_CREDENTIALS', 'REFRESH_TOKEN'],
  scopes: ['patient/*.rs', 'user/*.rs', 'user/*.cruds', 'system/*.rs', 'offline_access'],
  autoGrantScopes: ['system/*.rs'],
  accessTokenValiditySeconds: 3_600,
};
const clients = [
  ...testClients,
  {
    ...publicApp,
    clientId: 'front',
    tokenExchangeClients: ['gateway', 'second', 'narrow', 'sure', 'public-exchanger', 'ward/gateway'],
  },
  { ...publicApp, clientId: 'closed' },
  { ...gateway, clientId: 'gateway', tokenExchangeClients: ['second'] },
  { ...gateway, clientId: 'second', tokenExchangeClients: ['gateway'] },
  { ...gateway, clientId: 'stranger' },
  { ...gateway, clientId: 'narrow', scopes: ['user/Patient.r'], autoGrantScopes: [] },
  { ...gateway, clientId: 'sure', secondFactorRequired: true },
  { ...publicApp, clientId: 'public-exchanger' },
];

type Fields = Readonly<Record<string, string>>;

describe('STD RFC8693-1, RFC8693-2, RFC8693-3, ruling 42: token exchange', () => {
  let server: TestServer;
  let ward: string;
  let attic: string;
  let signingKey: JWK;
  let person: Person;
  beforeAll(async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    signingKey = { ...(await exportJWK(privateKey)), kid: 'known', alg: 'RS256', use: 'sig' };
    server = await startTestServer({
      clients,
      users: [amelia, bertha],
      files: { 'signing.jwks': JSON.stringify({ keys: [signingKey] }) },
      properties: [
        'module.smart_auth.config.token_exchange.enabled=true',
        'module.smart_auth.config.openid.signing.jwks_file=classpath:signing.jwks',
        `module.smart_auth.config.allowed_audience_list=${R4},${R5}`,
        ...wardModule,
        'module.ward.config.token_exchange.enabled=true',
        'module.ward.config.token_exchange.trusted_modules=smart_auth',
        `module.ward.config.allowed_audience_list=${R4}`,
        ...wardModule.map((line) => line.replaceAll('ward', 'attic')),
      ],
    });
    // No public client is saved with the grant; this one is as an older version may have left it.
    await rowsOf(
      server.databaseUrl,
      `update oauth2_client set definition = jsonb_set(definition, '{allowedGrantTypes}', '["TOKEN_EXCHANGE"]')
        where client_id = 'public-exchanger'`,
    );
    ward = `${server.issuer}/ward`;
    attic = `${server.issuer}/attic`;
    person = new Person();
  });
  afterAll(() => server.stop());

  const held = async (wish: { scope?: string; aud?: string; clientId?: string; key?: DpopKey } = {}) => {
    const { scope = SCOPE, clientId = 'front' } = wish;
    const issued = await obtainCode(server.issuer, { client_id: clientId, scope, aud: wish.aud ?? R4 }, person);
    const fields = { grant_type: 'authorization_code', code: issued.code, code_verifier: issued.pkce.verifier };
    const more = { client_id: clientId, redirect_uri: 'https://app.example/cb' };
    const { body } = await postWithProof(`${server.issuer}/oauth/token`, { ...fields, ...more }, wish.key);
    return body as Record<string, string>;
  };
  const subjectToken = async (wish = {}): Promise<string> => (await held(wish)).access_token ?? '';

  const exchange = (
    token: string,
    fields: Fields = {},
    clientId = 'gateway',
    issuer = server.issuer,
    key?: DpopKey,
  ): Promise<Answer> =>
    postWithProof(
      `${issuer}/oauth/token`,
      { grant_type: GRANT, subject_token: token, subject_token_type: ACCESS, ...fields },
      key,
      { headers: basic(clientId, SECRET) },
    );
  const isActive = async (token: unknown, issuer = server.issuer): Promise<unknown> =>
    (await introspect(issuer, token as string)).body.active;

  /** A token of ours with other claims: as if an earlier version, or a script, had put them there. */
  async function resigned(token: string, changes: Readonly<Record<string, unknown>>): Promise<string> {
    const claims = { ...decodeJwt(token), ...changes };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'known', typ: 'at+jwt' })
      .sign(await importJWK(signingKey));
  }

  describe('off unless the module offers it and the client lists it', () => {
    test('a module that does not offer it answers unsupported_grant_type', async () => {
      expect((await exchange('x', {}, 'gateway', attic)).body.error).toBe('unsupported_grant_type');
    });

    test.each(['openid-configuration', 'oauth-authorization-server', 'smart-configuration'])(
      'B-19: %s names it only where it is offered',
      async (name) => {
        const read = async (issuer: string) =>
          (await answered(fetch(`${issuer}/.well-known/${name}`))).body.grant_types_supported;

        expect(await read(server.issuer)).toContain(GRANT);
        expect(await read(attic)).not.toContain(GRANT);
      },
    );

    test('a client that does not list it gets unauthorized_client', async () => {
      const { status, body } = await exchange(await subjectToken(), {}, 'backend');

      expect([status, body.error]).toEqual([400, 'unauthorized_client']);
    });

    test('a public client gets invalid_client, although it lists it', async () => {
      const fields = {
        grant_type: GRANT,
        subject_token: 'x',
        subject_token_type: ACCESS,
        client_id: 'public-exchanger',
      };
      const { body } = await answered(postForm(`${server.issuer}/oauth/token`, fields));

      expect(body.error).toBe('invalid_client');
    });
  });

  describe('STD RFC8693-3, V-30: tokens that are not acceptable get invalid_request, all with one text', () => {
    const cases: readonly { name: string; token: () => Promise<string>; clientId?: string }[] = [
      { name: 'nonsense', token: () => Promise.resolve('nonsense') },
      { name: 'a refresh token', token: async () => (await held()).refresh_token ?? '' },
      { name: 'an ID token', token: async () => (await held()).id_token ?? '' },
      {
        name: "a client's token for itself",
        token: async () => (await clientToken(server.issuer, 'gateway')).access_token,
      },
      { name: 'a token of a client that lets nobody', token: () => subjectToken({ clientId: 'closed' }) },
      { name: 'a token for another client', token: () => subjectToken(), clientId: 'stranger' },
      {
        name: 'a token of another module',
        token: async () => (await tokensFor(attic, { person: new Person() })).access_token,
      },
      { name: 'an expired token', token: async () => resigned(await subjectToken(), { exp: 1_700_000_000 }) },
      {
        name: 'a token of another issuer',
        token: async () => resigned(await subjectToken(), { iss: 'https://evil.test' }),
      },
      {
        name: 'a token that is bound to a key',
        token: async () => resigned(await subjectToken(), { cnf: { jkt: 'x'.repeat(43) } }),
      },
      {
        name: 'a token whose may_act names another',
        token: async () => resigned(await subjectToken(), { may_act: { sub: 'x' } }),
      },
      {
        name: 'a token whose act is no chain',
        token: async () => resigned(await subjectToken(), { act: { sub: 'x' } }),
      },
      {
        name: 'a token whose signature is cut',
        token: async () => (await subjectToken()).slice(0, -4),
      },
      {
        name: 'a revoked token',
        token: async () => {
          const token = await subjectToken();
          await postForm(`${server.issuer}/oauth/revoke`, { token, client_id: 'front' });
          return token;
        },
      },
    ];

    test.each(cases)('$name', async ({ token, clientId }) => {
      const { status, body } = await exchange(await token(), {}, clientId);

      expect([status, body]).toEqual([
        400,
        { error: 'invalid_request', error_description: 'The subject_token is not acceptable here.' },
      ]);
    });

    test('V-46: a token signed by another key', async () => {
      const { privateKey } = await generateKeyPair('RS256');
      const token = await new SignJWT(decodeJwt(await subjectToken()))
        .setProtectedHeader({ alg: 'RS256', kid: 'known', typ: 'at+jwt' })
        .sign(privateKey);

      expect((await exchange(token)).body.error).toBe('invalid_request');
    });

    test.each([
      { name: 'no type', fields: { subject_token_type: '' } },
      { name: 'the type of an ID token', fields: { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' } },
      {
        name: 'a refresh token wanted',
        fields: { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
      },
      { name: 'an actor without its type', fields: { actor_token: 'x' } },
    ])('$name', async ({ fields }) => {
      expect((await exchange(await subjectToken(), fields)).body.error).toBe('invalid_request');
    });
  });

  describe('V-30, S-14: never more than the subject token has', () => {
    test.each([
      { name: 'another scope', fields: { scope: 'system/*.rs' }, error: 'invalid_scope' },
      { name: 'more letters of one', fields: { scope: 'user/*.cruds' }, error: 'invalid_scope' },
      { name: 'another resource', fields: { resource: R5 }, error: 'invalid_target' },
      { name: 'a foreign resource', fields: { resource: 'https://evil.test/fhir' }, error: 'invalid_target' },
      { name: 'another audience', fields: { audience: 'https://evil.test/fhir' }, error: 'invalid_target' },
      { name: 'one of its own and another', fields: { resource: R4, audience: R5 }, error: 'invalid_target' },
    ])('$name: $error', async ({ fields, error }) => {
      const { status, body } = await exchange(await subjectToken(), fields);

      expect([status, body.error]).toEqual([400, error]);
    });

    test('nothing that the client is granted elsewhere is added', async () => {
      const { body } = await exchange(await subjectToken());

      expect(body.scope).toBe('patient/*.rs user/*.rs');
    });

    test('B-14: less, where less is asked for or listed', async () => {
      const token = await subjectToken();

      expect((await exchange(token, { scope: 'user/Observation.r' })).body.scope).toBe('user/Observation.r');
      expect((await exchange(token, { scope: 'user/Patient.r' }, 'narrow')).body.scope).toBe('user/Patient.r');
      expect((await exchange(token, {}, 'narrow')).body.error).toBe('invalid_scope');
    });

    test('no longer than the subject token lives', async () => {
      const token = await resigned(await subjectToken(), { exp: Math.floor(Date.now() / 1_000) + 50 });
      const { body } = await exchange(token);

      expect(body.expires_in).toBeLessThanOrEqual(50);
      expect(decodeJwt(body.access_token as string).exp).toBeLessThanOrEqual(decodeJwt(token).exp ?? 0);
    });
  });

  test('STD RFC8693-2: the answer is an access token of the person for this client, and says so', async () => {
    const token = await subjectToken();
    const { status, body } = await exchange(token, { resource: `${R4}/` });
    const claims = decodeJwt(body.access_token as string);

    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String) as string,
      issued_token_type: ACCESS,
      token_type: 'Bearer',
      expires_in: expect.any(Number) as number,
      scope: 'patient/*.rs user/*.rs',
      patient: '123',
    });
    expect(decodeProtectedHeader(body.access_token as string).typ).toBe('at+jwt');
    expect(claims).toMatchObject({ sub: 'amelia', client_id: 'gateway', aud: R4, iss: server.issuer });
    expect(claims).not.toHaveProperty('act');
    expect(claims.jti).not.toBe(decodeJwt(token).jti);
  });

  test('STD RFC8693-2: a JWT may be asked for by that name', async () => {
    const type = 'urn:ietf:params:oauth:token-type:jwt';
    const { body } = await exchange(await subjectToken(), { subject_token_type: type, requested_token_type: type });

    expect(body.issued_token_type).toBe(type);
  });

  test('STD RFC7662-3: introspection and userinfo know it', async () => {
    const token = (await exchange(await subjectToken())).body.access_token as string;

    expect((await introspect(server.issuer, token)).body).toMatchObject({
      active: true,
      client_id: 'gateway',
      username: 'amelia',
      patient: '123',
    });
    expect((await userinfo(server.issuer, token)).status).toBe(403);
  });

  test('a client may exchange its own tokens', async () => {
    const first = (await exchange(await subjectToken())).body.access_token as string;

    expect((await exchange(first, { scope: 'user/Patient.r' })).body.scope).toBe('user/Patient.r');
  });

  describe('STD RFC9449-3, B-38: tokens that are bound to a key', () => {
    const [key, otherKey] = [new DpopKey(), new DpopKey('ES384')];
    const exchangeWith = (shown: DpopKey | undefined, token: string, fields: Fields = {}, clientId = 'gateway') =>
      exchange(token, fields, clientId, server.issuer, shown);
    /** The gateway's own token for itself, bound to a key. */
    const ownToken = async (shown: DpopKey): Promise<string> => {
      const fields = { grant_type: 'client_credentials', scope: 'system/*.rs' };
      const headers = basic('gateway', SECRET);
      return String(
        (await postWithProof(`${server.issuer}/oauth/token`, fields, shown, { headers })).body.access_token,
      );
    };

    test('are exchanged by who shows the key, for one that is bound to it too', async () => {
      const { status, body } = await exchangeWith(key, await subjectToken({ key }));
      const token = String(body.access_token);
      const url = `${server.issuer}/oauth/userinfo`;

      expect([status, body.token_type, body.issued_token_type]).toEqual([200, 'DPoP', ACCESS]);
      expect(decodeJwt(token)).toMatchObject({ client_id: 'gateway', sub: 'amelia', cnf: { jkt: key.jkt } });
      expect((await introspect(server.issuer, token)).body).toMatchObject({ active: true, cnf: { jkt: key.jkt } });
      // The one is let in, and lacks openid; the other is not.
      expect((await userinfoWith(server.issuer, await key.headers('GET', url, token))).status).toBe(403);
      expect((await userinfo(server.issuer, token)).status).toBe(401);
    });

    test.each([
      { name: 'no proof', shown: () => undefined },
      { name: 'a proof of another key', shown: () => otherKey },
    ])('are not acceptable with $name, nor once they are exchanged', async ({ shown }) => {
      const token = await subjectToken({ key });
      const exchanged = String((await exchangeWith(key, token)).body.access_token);
      const refusals = [await exchangeWith(shown(), token), await exchangeWith(shown(), exchanged, {}, 'second')];

      expect(refusals.map(({ status, body }) => [status, body.error_description])).toEqual(
        refusals.map(() => [400, 'The subject_token is not acceptable here.']),
      );
    });

    test('come of bearer tokens where the client shows a key, and stay bound from there on', async () => {
      const first = String((await exchangeWith(key, await subjectToken())).body.access_token);
      const again = await exchangeWith(key, first, { scope: 'user/Patient.r' });

      expect(decodeJwt(first)).toMatchObject({ cnf: { jkt: key.jkt } });
      expect(decodeJwt(String(again.body.access_token))).toMatchObject({ cnf: { jkt: key.jkt } });
      expect((await exchangeWith(undefined, first)).body.error).toBe('invalid_request');
    });

    test('name an actor with the key alone', async () => {
      const actor = { actor_token: await ownToken(key), actor_token_type: ACCESS };
      const subject = await subjectToken();
      const errorWith = async (shown: DpopKey | undefined) => (await exchangeWith(shown, subject, actor)).body.error;
      const { body } = await exchangeWith(key, subject, actor);

      expect(decodeJwt(String(body.access_token)).act).toEqual({ iss: server.issuer, sub: 'gateway' });
      expect([await errorWith(undefined), await errorWith(otherKey)]).toEqual(['invalid_request', 'invalid_request']);
    });

    test('R-01: one proof exchanges once', async () => {
      const url = `${server.issuer}/oauth/token`;
      const fields = { grant_type: GRANT, subject_token: await subjectToken(), subject_token_type: ACCESS };
      const headers = { ...basic('gateway', SECRET), dpop: await key.proof('POST', url) };
      const once = await answered(postForm(url, fields, headers));
      const twice = await answered(postForm(url, fields, headers));

      expect([once.status, twice.body.error]).toEqual([200, 'invalid_dpop_proof']);
    });
  });

  describe('STD RFC8693-2: who acts', () => {
    const actorOf = async (clientId: string): Promise<Fields> => ({
      actor_token: (await clientToken(server.issuer, clientId)).access_token,
      actor_token_type: ACCESS,
    });

    test('the chain grows with each actor, and introspection tells it', async () => {
      const first = (await exchange(await subjectToken(), await actorOf('gateway'))).body.access_token as string;
      const second = (await exchange(first, await actorOf('second'), 'second')).body.access_token as string;
      const gatewayActs = { iss: server.issuer, sub: 'gateway' };
      const secondActs = { iss: server.issuer, sub: 'second', act: gatewayActs };

      expect([decodeJwt(first).act, decodeJwt(second).act]).toEqual([gatewayActs, secondActs]);
      expect((await introspect(server.issuer, second)).body.act).toEqual(secondActs);
    });

    test('the chain stays with the token when nobody new acts', async () => {
      const first = (await exchange(await subjectToken(), await actorOf('gateway'))).body.access_token as string;
      const next = (await exchange(first, {}, 'second')).body.access_token as string;

      expect(decodeJwt(next).act).toEqual({ iss: server.issuer, sub: 'gateway' });
    });

    test.each([
      { name: 'of another client', fields: () => actorOf('second') },
      { name: 'that is none', fields: () => Promise.resolve({ actor_token: 'x', actor_token_type: ACCESS }) },
      {
        name: 'of a person at another client',
        fields: async () => ({ actor_token: await subjectToken(), actor_token_type: ACCESS }),
      },
    ])('an actor token $name is not acceptable', async ({ fields }) => {
      const { body } = await exchange(await subjectToken(), await fields());

      expect(body).toEqual({
        error: 'invalid_request',
        error_description: 'The actor_token is not acceptable here.',
      });
    });

    test('may_act lets the one it names act', async () => {
      const named = await resigned(await subjectToken(), { may_act: { client_id: 'gateway' } });

      expect((await exchange(named)).status).toBe(200);
      expect((await exchange(named, {}, 'second')).body.error).toBe('invalid_request');
    });

    test('five actors are one too many', async () => {
      const act = ['a', 'b', 'c', 'd'].reduce<object | undefined>(
        (before, sub) => ({ iss: server.issuer, sub, ...(before && { act: before }) }),
        undefined,
      );
      const token = await resigned(await subjectToken(), { act });

      expect((await exchange(token, await actorOf('gateway'))).body.error).toBe('invalid_request');
      expect((await exchange(token)).status).toBe(200);
    });

    test('a token is exchanged three times, not four', async () => {
      let token = await subjectToken();
      const statuses: number[] = [];
      for (const clientId of ['gateway', 'second', 'gateway', 'second']) {
        const { status, body } = await exchange(token, {}, clientId);
        statuses.push(status);
        token = body.access_token as string;
      }

      expect(statuses).toEqual([200, 200, 200, 400]);
    });
  });

  describe('RFC 8693 2.1: it ends with the token it was given for', () => {
    /** A token and what came of it in two exchanges. */
    async function chain() {
      const { access_token: subject = '', refresh_token = '' } = await held();
      const first = (await exchange(subject)).body.access_token as string;
      const second = (await exchange(first, {}, 'second')).body.access_token as string;
      return { subject, refresh_token, first, second };
    }

    test.each([
      {
        name: 'the access token is revoked',
        revoke: 'subject' as const,
        left: { subject: false, first: false, second: false },
      },
      {
        name: 'its family is revoked',
        revoke: 'refresh_token' as const,
        left: { subject: false, first: false, second: false },
      },
      {
        name: 'the token in the middle is revoked',
        revoke: 'first' as const,
        left: { subject: true, first: false, second: false },
      },
      {
        name: 'the last one is revoked',
        revoke: 'second' as const,
        left: { subject: true, first: true, second: false },
      },
    ])('$name', async ({ revoke, left }) => {
      const tokens = await chain();
      expect(await isActive(tokens.second)).toBe(true);
      const holder = { subject: 'front', refresh_token: 'front', first: 'gateway', second: 'second' }[revoke];
      const headers = holder === 'front' ? {} : basic(holder, SECRET);
      const named = holder === 'front' ? { client_id: holder } : {};

      await postForm(`${server.issuer}/oauth/revoke`, { token: tokens[revoke], ...named }, headers);

      expect({
        subject: await isActive(tokens.subject),
        first: await isActive(tokens.first),
        second: await isActive(tokens.second),
      }).toEqual(left);
    });

    test('V-28: the account is locked, or the client of the subject token disabled', async () => {
      const tokens = await chain();
      const set = (enabled: boolean) =>
        changeElsewhere(server.databaseUrl, {
          topic: 'clients:smart_auth',
          text: `update oauth2_client set enabled = $1 where client_id = 'front' and module_id = 'smart_auth'`,
          values: [enabled],
        });
      const becomes = async (wanted: boolean): Promise<unknown> => {
        for (const start = Date.now(); (await isActive(tokens.second)) !== wanted && Date.now() - start < 5_000;);
        return isActive(tokens.second);
      };

      await set(false);
      expect(await becomes(false)).toBe(false);
      await set(true);
      expect(await becomes(true)).toBe(true);
      const [row] = await rowsOf<{ pid: string }>(
        server.databaseUrl,
        `select pid from user_account where username = 'amelia'`,
      );
      const admin = await startInboundNode(server.databaseUrl, { modules: { local_security: {} } });
      await admin.commands.lock('local_security', Number(row?.pid));
      expect(await becomes(false)).toBe(false);
      await admin.commands.unlock('local_security', Number(row?.pid));
      await admin.close();
      await rowsOf(server.databaseUrl, 'delete from browser_session');
      person = new Person();
    });

    test('a refresh of the subject token does not end it', async () => {
      const { refresh_token, second } = await chain();

      await refresh(server.issuer, refresh_token, { client_id: 'front' });

      expect(await isActive(second)).toBe(true);
    });
  });

  describe('ruling 37: what a script did to the subject token counts for the new one', () => {
    const permissionsOf = async (token: unknown): Promise<unknown> =>
      (await introspect(server.issuer, token as string)).body.permissions;
    const role = { permission: 'ROLE_FHIR_CLIENT' };

    test('a permission that it took away stays away, also when it is exchanged again', async () => {
      const token = await resigned(await subjectToken(), { gatehouse_script: { removed: [role] } });
      const first = (await exchange(token)).body.access_token as string;
      const second = (await exchange(first, {}, 'second')).body.access_token as string;

      expect(await permissionsOf(await subjectToken())).toContainEqual(role);
      for (const each of [token, first, second]) expect(await permissionsOf(each)).not.toContainEqual(role);
    });

    test('the launch it chose is the launch', async () => {
      const launchContext = { resources: [{ type: 'patient', id: '999' }], members: {} };
      const token = await resigned(await subjectToken(), { gatehouse_script: { launchContext } });

      expect((await exchange(token)).body.patient).toBe('999');
    });
  });

  describe('tokens of another module of this server', () => {
    test('STD RFC8693-1: are exchanged where the module trusts it and the client is named', async () => {
      const token = await subjectToken();
      const { status, body } = await exchange(token, {}, 'gateway', ward);

      expect(status).toBe(200);
      expect(decodeJwt(body.access_token as string)).toMatchObject({
        iss: ward,
        sub: 'amelia',
        client_id: 'gateway',
        aud: R4,
      });
      expect(await isActive(body.access_token, ward)).toBe(true);
    });

    test('end with the token of the other module', async () => {
      const token = await subjectToken();
      const { body } = await exchange(token, {}, 'gateway', ward);

      await postForm(`${server.issuer}/oauth/revoke`, { token, client_id: 'front' });

      expect(await isActive(body.access_token, ward)).toBe(false);
    });

    test.each([
      { name: 'for a client that is not named', clientId: 'second' },
      { name: 'for a client that is named of the other module', clientId: 'narrow' },
    ])('are not acceptable $name', async ({ clientId }) => {
      expect((await exchange(await subjectToken(), {}, clientId, ward)).body.error).toBe('invalid_request');
    });

    test('are not acceptable where the trust goes the other way', async () => {
      const wish = { person: new Person(), clientId: 'front', scope: 'openid' };
      const { access_token } = await tokensFor(ward, wish);

      expect((await exchange(access_token, {}, 'gateway', ward)).body.error).toBe('invalid_scope');
      expect((await exchange(access_token)).body.error).toBe('invalid_request');
    });

    test('V-30: are for nothing here when they are for what only the other protects', async () => {
      const token = await subjectToken({ aud: R5 });

      expect((await exchange(token, {}, 'gateway', ward)).body.error).toBe('invalid_target');
    });
  });

  test('V-33, A-19: a client that needs a second factor gets nothing for a sign-in without one', async () => {
    const refused = await exchange(await subjectToken(), {}, 'sure');

    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  test('ruling 54: the audit log tells which token was exchanged', async () => {
    const token = await subjectToken();
    const { body } = await exchange(token);
    const [row] = await rowsOf<{ detail: object; trace: readonly { ruleId: string; value: string }[] }>(
      server.databaseUrl,
      'select detail, trace from audit_event where jti = $1',
      [decodeJwt(body.access_token as string).jti],
    );

    expect(row?.detail).toMatchObject({ grantType: 'token_exchange' });
    expect(row?.trace).toContainEqual(
      expect.objectContaining({ ruleId: 'exchange.subject-token', value: decodeJwt(token).jti }),
    );
    expect(JSON.stringify(row)).not.toContain(token);
  });
});

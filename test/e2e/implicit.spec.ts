import { createHash } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { authorizeUrl, postForm } from '../support/app.js';
import {
  answerOf,
  answerParameters,
  CHALLENGE,
  errorFacts,
  fragmentParameters,
  kindOf,
  openSignedIn,
  scopesOf,
  type RequestParameters,
} from '../support/authorization.js';
import { answered, introspect, userinfo } from '../support/endpoint-calls.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const [publicApp, , webApp] = testClients;
const implicit = { allowedGrantTypes: ['AUTHORIZATION_CODE', 'IMPLICIT', 'REFRESH_TOKEN'], pkceRequired: false };
const codeOnly = { allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'] };
const { pkceRequired: _, ...silent } = implicit;

/** S-04: two ways to list the grant, three to say something of PKCE. */
const cells = [
  { listed: true, pkceRequired: undefined, client: { ...webApp, ...silent, clientId: 'listed-silent' } },
  { listed: true, pkceRequired: true, client: { ...webApp, ...implicit, pkceRequired: true, clientId: 'listed-on' } },
  { listed: true, pkceRequired: false, client: { ...webApp, ...implicit, clientId: 'listed-off' } },
  { listed: false, pkceRequired: undefined, client: { ...webApp, ...codeOnly, clientId: 'unlisted-silent' } },
  {
    listed: false,
    pkceRequired: true,
    client: { ...webApp, ...codeOnly, pkceRequired: true, clientId: 'unlisted-on' },
  },
  {
    listed: false,
    pkceRequired: false,
    client: { ...webApp, ...codeOnly, pkceRequired: false, clientId: 'unlisted-off' },
  },
];
const clients = [
  ...testClients,
  ...cells.map(({ client }) => client),
  { ...publicApp, ...implicit, clientId: 'old-spa' },
  { ...publicApp, ...implicit, clientId: 'trusted-spa', autoApproveScopes: ['openid', 'patient/*.rs'] },
  { ...publicApp, ...implicit, clientId: 'brief-spa', accessTokenValiditySeconds: 60 },
  { ...publicApp, ...implicit, clientId: 'no-openid', scopes: ['patient/*.rs'] },
  { ...publicApp, ...implicit, clientId: 'about-to-change' },
];
const TYPES = ['token', 'id_token token'] as const;

describe('the implicit grant', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      clients,
      properties: [
        'module.smart_auth.config.implicit.enabled=true',
        'module.smart_auth.config.implicit.access_token_lifetime_seconds=120',
        ...wardModule,
      ],
    });
  });
  afterAll(() => server.stop());

  const url = (parameters: RequestParameters = {}, issuer = server.issuer): string =>
    authorizeUrl(issuer, {
      client_id: 'old-spa',
      response_type: 'id_token token',
      nonce: 'n-0S6_WzA2Mj',
      code_challenge_method: undefined,
      ...parameters,
    });

  /** Signs in and approves; the page is the answer for the app. */
  async function grant(parameters: RequestParameters = {}, person = new Person()): Promise<Page> {
    const page = await openSignedIn(person, url(parameters), amelia);
    return kindOf(page) === 'approval' ? person.approve(page) : page;
  }

  describe('S-04, ruling 31, STD X18, RFC6749-13, RFC9700-4, V-17: who may have it', () => {
    test.each(cells.flatMap((cell) => TYPES.map((type) => ({ ...cell, type }))))(
      'S-04: IMPLICIT listed: $listed, pkceRequired: $pkceRequired, response_type=$type',
      async ({ listed, pkceRequired, client, type }) => {
        const answer = fragmentParameters(await grant({ client_id: client.clientId, response_type: type }));

        if (listed && pkceRequired === false) expect(answer.access_token).toEqual(expect.any(String));
        else expect(answer).toMatchObject({ error: 'unauthorized_client', state: 'af0ifjsldkj', iss: server.issuer });
      },
    );

    test('S-04: nobody is asked to sign in for a client that may not have it', async () => {
      const page = await new Person().open(url({ client_id: 'listed-on' }));

      expect([kindOf(page), answerOf(page).search]).toEqual(['answer', '']);
    });

    test.each(TYPES)('S-04: where the module does not offer it, %s is unsupported_response_type', async (type) => {
      const page = await new Person().open(url({ response_type: type }, `${server.issuer}/ward`));

      expect(fragmentParameters(page)).toMatchObject({ error: 'unsupported_response_type' });
    });

    test.each(['id_token', 'code token', 'code id_token', 'code id_token token', 'none'])(
      'STD X18: %s is not offered',
      async (type) => {
        const page = await new Person().open(url({ response_type: type }));
        const told = type === 'none' ? answerParameters(page) : fragmentParameters(page);

        expect(told.error).toBe('unsupported_response_type');
      },
    );

    test('STD X1: the code flow of such a public client still needs S256', async () => {
      const bare = answerParameters(await new Person().open(url({ response_type: 'code' })));
      const plain = { code_challenge: CHALLENGE, code_challenge_method: 'plain', response_type: 'code' };

      expect(bare.error).toBe('invalid_request');
      expect(answerParameters(await new Person().open(url(plain))).error).toBe('invalid_request');
    });

    test('R-11: a client that loses it while the person signs in gets no token', async () => {
      const person = new Person();
      const approval = await openSignedIn(person, url({ client_id: 'about-to-change' }), amelia);
      await changeElsewhere(server.databaseUrl, {
        topic: 'clients:smart_auth',
        text: `update oauth2_client set definition = jsonb_set(definition, '{pkceRequired}', 'true'), version = version + 1
                where client_id = 'about-to-change'`,
      });
      const isNoticed = async (): Promise<boolean> =>
        kindOf(await new Person().open(url({ client_id: 'about-to-change' }))) === 'answer';
      for (const start = Date.now(); !(await isNoticed()) && Date.now() - start < 5_000;);

      const answer = fragmentParameters(await person.approve(approval));

      expect(answer.error).toBe('unauthorized_client');
      expect(answer).not.toHaveProperty('access_token');
    });
  });

  describe('what else is refused', () => {
    test.each([
      { id: 'STD OM9, OID-5', name: 'an ID token without nonce', change: { nonce: undefined }, parameter: 'nonce' },
      { id: 'V-17, B-29', name: 'response_mode=query', change: { response_mode: 'query' }, parameter: 'response_mode' },
      {
        id: 'V-25',
        name: 'a challenge, which would protect nothing',
        change: { code_challenge: CHALLENGE, code_challenge_method: 'S256' },
        parameter: 'code_challenge',
      },
    ])('$id: $name: invalid_request in the fragment', async ({ change }) => {
      const page = await new Person().open(url(change));

      expect([kindOf(page), answerOf(page).search]).toEqual(['answer', '']);
      expect(fragmentParameters(page)).toMatchObject({ error: 'invalid_request', state: 'af0ifjsldkj' });
    });

    test('STD OID-1: an ID token for a request that cannot have openid', async () => {
      const [unlisted, unasked] = [
        await new Person().open(url({ client_id: 'no-openid', scope: 'openid patient/*.rs' })),
        await new Person().open(url({ scope: 'patient/*.rs' })),
      ];

      expect(fragmentParameters(unlisted).error).toBe('invalid_scope');
      expect(fragmentParameters(unasked).error).toBe('invalid_scope');
    });

    test('V-17: an approval form cannot be turned into a request for tokens', async () => {
      const person = new Person();
      const codeRequest = url({ response_type: 'code', code_challenge: CHALLENGE, code_challenge_method: 'S256' });
      const approval = await openSignedIn(person, codeRequest, amelia);

      const fields = { ...hiddenFields(approval), response_type: 'token', user_oauth_approval: 'true' };
      const tampered = await person.post(`${server.issuer}/oauth/authorize`, fields);
      const { response_type: _type, ...rest } = fields;
      const answer = await person.post(`${server.issuer}/oauth/authorize`, { ...rest, responseType: 'token' });

      expect(errorFacts(tampered)).toMatchObject({ status: 400, parameter: 'client_id' });
      expect(answerOf(answer).hash).toBe('');
      expect(answerParameters(answer)).toHaveProperty('code');
    });

    test('V-32: an approval is answered once', async () => {
      const person = new Person();
      const approval = await openSignedIn(person, url(), amelia);

      const first = await person.approve(approval);
      const second = await person.approve(approval);

      expect(fragmentParameters(first)).toHaveProperty('access_token');
      expect(errorFacts(second).status).toBe(400);
    });
  });

  describe('what is answered', () => {
    test('STD RFC6749-13, OC1: tokens in the fragment, none in the query, and never a refresh token', async () => {
      const page = await grant({ scope: 'openid patient/*.rs launch/patient offline_access online_access' });

      expect(answerOf(page).search).toBe('');
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(fragmentParameters(page)).toEqual({
        access_token: expect.any(String) as string,
        id_token: expect.any(String) as string,
        token_type: 'Bearer',
        expires_in: '120',
        scope: 'openid patient/*.rs launch/patient',
        patient: '123',
        state: 'af0ifjsldkj',
        iss: server.issuer,
      });
    });

    test('RFC6749-13: the approval page promises no access beyond the token', async () => {
      const page = await openSignedIn(new Person(), url({ scope: 'openid patient/*.rs offline_access' }), amelia);

      expect(scopesOf(page).optional).toEqual(['patient/*.rs']);
      expect(page.text).toContain('Access lasts for 2 minutes.');
    });

    test('STD OID-2, OID-6, OC5, OM1: the ID token has nonce and at_hash, and verifies', async () => {
      const answer = fragmentParameters(await grant());
      const keys = createRemoteJWKSet(new URL(`${server.issuer}/jwk`));
      const { payload } = await jwtVerify(answer.id_token ?? '', keys, { issuer: server.issuer, audience: 'old-spa' });
      const half = createHash('sha256')
        .update(answer.access_token ?? '')
        .digest()
        .subarray(0, 16);

      expect(payload).toMatchObject({ nonce: 'n-0S6_WzA2Mj', at_hash: half.toString('base64url'), sub: 'amelia' });
    });

    test('STD OID-2: response_type=token brings no ID token, and needs no nonce', async () => {
      const answer = fragmentParameters(await grant({ response_type: 'token', nonce: undefined }));

      expect(answer).toHaveProperty('access_token');
      expect(answer).not.toHaveProperty('id_token');
    });

    test('STD OID-2: the words may come in the other order', async () => {
      expect(fragmentParameters(await grant({ response_type: 'token id_token' }))).toHaveProperty('id_token');
    });

    test('a client of shorter-lived tokens keeps its lifetime', async () => {
      expect(fragmentParameters(await grant({ client_id: 'brief-spa' })).expires_in).toBe('60');
    });

    test('STD OFP-1: form_post hands the tokens over in a form, with nothing in an address', async () => {
      const page = await grant({ response_mode: 'form_post' });

      expect(page.status).toBe(200);
      expect(page.headers.has('location')).toBe(false);
      expect(hiddenFields(page)).toMatchObject({ access_token: expect.any(String), state: 'af0ifjsldkj' });
    });

    test('STD RFC6749-3: a denial and a scope that is unticked', async () => {
      const person = new Person();
      const denied = await person.deny(await openSignedIn(person, url(), amelia));
      const page = await person.open(url());
      const partly = await person.approve(page, { without: ['patient/*.rs'] });

      expect(fragmentParameters(denied)).toMatchObject({ error: 'access_denied', state: 'af0ifjsldkj' });
      expect(fragmentParameters(partly).scope).toBe('openid');
    });

    test('STD OM14, OM15, OID-3: prompt=none is silent success with a session, else an error', async () => {
      const person = new Person();
      const without = await person.open(url({ client_id: 'trusted-spa', prompt: 'none' }));
      await grant({ client_id: 'trusted-spa' }, person);
      const silently = await person.open(url({ client_id: 'trusted-spa', prompt: 'none' }));
      const consent = await person.open(url({ client_id: 'old-spa', prompt: 'none' }));

      expect(fragmentParameters(without).error).toBe('login_required');
      expect(fragmentParameters(silently)).toHaveProperty('access_token');
      expect(fragmentParameters(consent).error).toBe('consent_required');
    });
  });

  describe('what the token is worth', () => {
    test('STD IN3, RFC7662-3: userinfo and introspection know it', async () => {
      const { access_token = '' } = fragmentParameters(await grant());

      expect((await userinfo(server.issuer, access_token)).body).toMatchObject({ sub: 'amelia' });
      expect((await introspect(server.issuer, access_token)).body).toMatchObject({
        active: true,
        client_id: 'old-spa',
        username: 'amelia',
        patient: '123',
      });
    });

    test('RFC7009-1: revocation ends it', async () => {
      const { access_token = '' } = fragmentParameters(await grant());

      await postForm(`${server.issuer}/oauth/revoke`, { token: access_token, client_id: 'old-spa' });

      expect((await userinfo(server.issuer, access_token)).status).toBe(401);
    });

    test('V-28: it ends with the family the person can take back', async () => {
      const { access_token = '' } = fragmentParameters(await grant());
      const { grant_id } = decodeJwt(access_token);
      await rowsOf(server.databaseUrl, 'update token_family set revoked_at = now() where grant_id = $1', [grant_id]);

      expect((await introspect(server.issuer, access_token)).body).toEqual({ active: false });
    });

    test('ruling 19, ruling 54: the same phases as at the token endpoint leave the same records', async () => {
      const { access_token = '' } = fragmentParameters(await grant());
      const events = await rowsOf<{ kind: string; detail: { grantType?: string } | null }>(
        server.databaseUrl,
        `select kind, detail from audit_event where flow_id = (select flow_id from audit_event where jti = $1)
          order by kind`,
        [decodeJwt(access_token).jti],
      );

      expect(events.map(({ kind, detail }) => [kind, detail?.grantType])).toEqual([
        ['APPROVAL', undefined],
        ['AUTHORIZATION_CODE', undefined],
        ['SIGN_IN', undefined],
        ['TOKEN', 'implicit'],
      ]);
      expect(JSON.stringify(events)).not.toContain(access_token);
    });

    test('RFC6749-13: the family keeps no refresh token', async () => {
      const { access_token = '' } = fragmentParameters(await grant({ scope: 'openid offline_access' }));
      const rows = await rowsOf(
        server.databaseUrl,
        `select handle_hash, refresh_allowed, extract(epoch from expires_at - created_at)::int as seconds
           from token_family where grant_id = $1`,
        [decodeJwt(access_token).grant_id],
      );

      expect(rows).toEqual([{ handle_hash: null, refresh_allowed: false, seconds: 120 }]);
    });
  });

  test('B-19: discovery names the response types only where they are offered', async () => {
    const read = async (issuer: string, name: string) =>
      (await answered(fetch(`${issuer}/.well-known/${name}`))).body as Record<string, readonly string[]>;

    for (const name of ['openid-configuration', 'oauth-authorization-server', 'smart-configuration']) {
      const [on, off] = [await read(server.issuer, name), await read(`${server.issuer}/ward`, name)];
      expect(on.response_types_supported).toEqual(['code', 'token', 'id_token token']);
      expect(on.grant_types_supported).toContain('implicit');
      expect(off.response_types_supported).toEqual(['code']);
      expect(off.grant_types_supported).not.toContain('implicit');
    }
  });

  test('B-19: implicit is no grant of the token endpoint', async () => {
    const answer = await answered(
      postForm(`${server.issuer}/oauth/token`, { grant_type: 'implicit', client_id: 'old-spa' }),
    );

    expect(answer.body.error).toBe('unsupported_grant_type');
  });
});

import { answered } from '../support/endpoint-calls.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const FHIR = 'https://fhir.example.org/r4';

const brands = {
  resourceType: 'Bundle',
  type: 'collection',
  timestamp: '2026-01-01T00:00:00Z',
  entry: [
    {
      fullUrl: 'https://brands.example/Organization/hospital',
      resource: {
        resourceType: 'Organization',
        id: 'hospital',
        name: 'Hospital',
        identifier: [{ system: 'urn:ietf:rfc:3986', value: 'https://hospital.example' }],
        endpoint: [{ reference: 'Endpoint/r4' }],
      },
    },
    {
      fullUrl: 'https://brands.example/Endpoint/r4',
      resource: { resourceType: 'Endpoint', id: 'r4', address: FHIR },
    },
  ],
};

describe('what a host tells about itself', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      files: { 'brands.json': JSON.stringify(brands) },
      properties: [
        'module.smart_auth.config.user_access_brands.file=classpath:brands.json',
        'module.smart_auth.config.user_access_brands.identifier=urn:ietf:rfc:3986|https://hospital.example',
        `module.smart_auth.config.allowed_audience_list=${FHIR}`,
        'module.smart_auth.config.security_txt.contact=mailto:security@example.org',
        'module.smart_auth.config.security_txt.policy=https://example.org/security',
        'module.ward.type=SECURITY_OUT_SMART',
        'module.ward.requires.SECURITY_IN_UP=local_security',
        'module.ward.config.bind_address=127.0.0.1',
        'module.ward.config.port=PORT',
        'module.ward.config.context_path=/ward',
        'module.ward.config.issuer.url=http://127.0.0.1:PORT/ward',
      ],
    });
  });
  afterAll(() => server.stop());

  const get = (path: string) => answered(fetch(server.issuer + path));

  test('STD RFC9728-1: this server is a protected resource, described where its address says', async () => {
    const own = await get('/.well-known/oauth-protected-resource');
    const ward = await get('/.well-known/oauth-protected-resource/ward');

    expect(own.status).toBe(200);
    expect(own.body).toEqual({
      resource: server.issuer,
      authorization_servers: [server.issuer],
      scopes_supported: expect.arrayContaining(['openid', 'patient/*.rs']) as unknown,
      bearer_methods_supported: ['header', 'body'],
      dpop_signing_alg_values_supported: expect.arrayContaining(['ES256']) as unknown,
    });
    expect(ward.body).toMatchObject({
      resource: `${server.issuer}/ward`,
      authorization_servers: [`${server.issuer}/ward`],
    });
  });

  test('STD RFC9728-1: so is a FHIR base of the configuration, for its host to forward', async () => {
    const { body } = await get(`/.well-known/oauth-protected-resource?resource=${encodeURIComponent(FHIR)}`);

    expect(body).toEqual({
      resource: FHIR,
      authorization_servers: [server.issuer],
      scopes_supported: expect.arrayContaining(['openid', 'patient/*.rs']) as unknown,
      bearer_methods_supported: ['header'],
    });
  });

  test.each(['https://evil.test/r4', `${FHIR}//`, '..', ''])(
    'STD RFC9728-1: nothing else is: "%s"',
    async (resource) => {
      const answer = await get(`/.well-known/oauth-protected-resource?resource=${encodeURIComponent(resource)}`);

      if (resource === '') expect(answer.body).toMatchObject({ resource: server.issuer });
      else expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_target']);
    },
  );

  test('STD RFC9728-1, RFC6750-3: the challenges of userinfo, for either kind of token, say where to learn more', async () => {
    const { status, headers } = await get('/ward/oauth/userinfo');

    const learnMore = `resource_metadata="${server.issuer}/.well-known/oauth-protected-resource/ward"`;
    // Both in one field, as in the example of RFC 9449 §7.2.
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(
      new RegExp(
        `^Bearer realm="gatehouse", ${learnMore}, DPoP realm="gatehouse", algs="[A-Za-z0-9 ]+", ${learnMore}$`,
      ),
    );
  });

  test('STD BR1, BR3, BB1: the brands are there for everybody, and need not be fetched again while they are the same', async () => {
    const first = await get('/user-access-brands');
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(`${server.issuer}/user-access-brands`, { headers: { 'if-none-match': `"x", ${etag}` } });
    const changed = await fetch(`${server.issuer}/user-access-brands`, { headers: { 'if-none-match': 'W/"x"' } });

    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/fhir+json; charset=utf-8']);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(JSON.parse(first.text)).toEqual(brands);
    expect(etag).toMatch(/^W\/"[\w-]{43}"$/);
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect(changed.status).toBe(200);
  });

  test('STD BR2, N13: smart-configuration leads to the brands, and to none where there are none', async () => {
    const { body } = await get('/.well-known/smart-configuration');
    const ward = await get('/ward/.well-known/smart-configuration');

    expect(body).toMatchObject({
      user_access_brand_bundle: `${server.issuer}/user-access-brands`,
      user_access_brand_identifier: { system: 'urn:ietf:rfc:3986', value: 'https://hospital.example' },
    });
    expect(ward.body).not.toHaveProperty('user_access_brand_bundle');
    expect((await get('/ward/user-access-brands')).status).toBe(404);
  });

  test('RFC 9116: security.txt names whom to tell, at the root of the host', async () => {
    const { status, headers, text } = await get('/.well-known/security.txt');

    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text).toContain('Contact: mailto:security@example.org\r\n');
    expect(text).toContain('Policy: https://example.org/security\r\n');
    expect(text).toContain(`Canonical: ${server.issuer}/.well-known/security.txt\r\n`);
  });

  test('a module without a contact has no security.txt', async () => {
    expect((await get('/ward/.well-known/security.txt')).status).toBe(404);
  });
});

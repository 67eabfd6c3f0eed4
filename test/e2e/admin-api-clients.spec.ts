import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { basic, postForm } from '../support/app.js';
import { clientToken } from '../support/endpoint-calls.js';
import { IacClient, type ManagedKind } from '../support/iac-client.js';
import { testClients } from '../support/test-clients.js';

type Json = Readonly<Record<string, unknown>>;

const CLIENTS = '/openid-connect-clients/Master/smart_auth';
const helper = administrator('helper', [
  'OPENID_CONNECT_VIEW_CLIENT_LIST',
  'OPENID_CONNECT_ADD_CLIENT',
  'OPENID_CONNECT_EDIT_CLIENT',
]);
/** A client that administers more than the helper does. */
const mighty = {
  ...{ clientId: 'mighty', clientName: 'Mighty', enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
  ...{ scopes: ['system/*.rs'], secretRequired: true, clientSecrets: [{ secret: 'the secret of mighty' }] },
  permissions: [{ permission: 'ROLE_SUPERUSER' }],
};

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [helper], clients: [...testClients, mighty] });
});
afterAll(() => server.stop());

/** The full object as the reference's field table has it (5.1). */
const full: Json = {
  ...{ clientId: 'iac-app', clientName: 'By Code', enabled: true, fixedScope: false },
  ...{ accessTokenValiditySeconds: 300, refreshTokenValiditySeconds: 86_400 },
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'CLIENT_CREDENTIALS'],
  scopes: ['openid', 'fhirUser', 'patient/*.rs', 'system/*.rs'],
  ...{ autoApproveScopes: ['openid'], autoGrantScopes: [], alwaysRequireApproval: false, rememberApprovedScopes: true },
  registeredRedirectUris: ['https://app.example/cb', 'https://app.example/other'],
  clientSecrets: [{ secret: 'the secret by code', description: 'first', expiration: '2099-12-31T23:59:59.000Z' }],
  ...{ secretRequired: true, secretClientCanChange: false, permissions: [{ permission: 'ROLE_FHIR_CLIENT' }] },
  ...{ canIntrospectOwnTokens: true, canIntrospectAnyTokens: false, canReissueTokens: false },
  ...{ attestationAccepted: false, postLogoutRedirectUris: ['https://app.example/bye'] },
};

describe('clients in the admin API', () => {
  const kind: ManagedKind = {
    collection: () => CLIENTS,
    path: ({ clientId }) => `${CLIENTS}/${String(clientId)}`,
    list: { path: '/openid-connect-clients/', name: 'clients' },
    secret: ['clientSecrets'],
  };

  test('an infrastructure-as-code client manages them; a plan after the apply is empty; what is destroyed is made anew', async () => {
    const iac = new IacClient(server.as(), kind);
    const changed = { ...full, clientName: 'Renamed', scopes: ['openid', 'system/*.rs'] };

    expect(await iac.plan('app', full)).toBe('create');
    expect((await iac.apply('app', full)).status).toBe(201);
    expect(await iac.plan('app', full)).toBe('nothing');
    expect(iac.read('app')['clientSecrets']).toMatchObject([
      { secret: '***', expiration: '2099-12-31T23:59:59.000+00:00' },
    ]);
    expect(await iac.plan('app', changed)).toEqual(['clientName', 'scopes']);
    // The masked secret that was read goes back with the full object.
    expect((await server.as().put(`${CLIENTS}/iac-app`, { ...iac.read('app'), clientName: 'Renamed' })).status).toBe(
      200,
    );
    expect((await clientToken(server.issuer, 'iac-app', 'the secret by code')).scope).toContain('system');
    expect((await iac.apply('app', changed)).status).toBe(200);
    expect(await iac.plan('app', changed)).toBe('nothing');
    expect((await iac.destroy('app')).status).toBe(200);
    expect((await server.as().get(`${CLIENTS}/iac-app`)).status).toBe(404);
    expect((await iac.apply('app', full)).status).toBe(201);
    const ids = (await iac.all(2)).map(({ clientId }) => clientId);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toContain('iac-app');
  });

  test('the public Terraform provider creates, changes and archives a client: empty entries before its permissions are left out, and told', async () => {
    // As its Go structures are written: what is empty or false is not there, the list of permissions has as many empty entries as others before them.
    const sent = {
      ...{ nodeId: 'Master', moduleId: 'smart_auth', accessTokenValiditySeconds: 300 },
      ...{ allowedGrantTypes: ['CLIENT_CREDENTIALS'], clientId: 'terraform-app', clientName: 'By Terraform' },
      clientSecrets: [{ secret: 'the secret by terraform', description: 'first' }],
      ...{ refreshTokenValiditySeconds: 86_400, scopes: ['system/*.rs'], secretRequired: true, enabled: true },
      permissions: [
        {},
        {},
        { permission: 'ACCESS_ADMIN_JSON' },
        { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' },
      ],
    };
    const permissions = sent.permissions.slice(2);
    const path = `${CLIENTS}/terraform-app`;

    const created = await server.as().post<Json>(CLIENTS, sent);
    const { pid } = created.body;
    const changed = await server.as().put<Json>(path, { ...sent, pid, clientSecrets: created.body['clientSecrets'] });
    const archived = await server.as().put<Json>(path, { ...sent, pid, archivedAt: '2030-01-01T00:00:00Z' });

    expect([created.status, changed.status, archived.status]).toEqual([201, 200, 200]);
    expect([created.body['permissions'], changed.body['permissions']]).toEqual([permissions, permissions]);
    for (const { headers } of [created, changed])
      expect(headers.get('warning')).toMatch(
        /permissions\[0\] says nothing, and is left out.*permissions\[1\] says nothing/,
      );
  });

  test('a secret that is made is shown once, and works', async () => {
    const body = { ...full, clientId: 'generated', clientSecrets: [{ secret: 'not this one here' }] };
    const created = await server.as().post<Json>(`${CLIENTS}/register-client-and-generate-secret`, body);
    const [first] = created.body['clientSecrets'] as readonly Json[];
    const further = await server.as().post<Json>(`${CLIENTS}/generated/generate-secret`);
    const shown = (further.body['clientSecrets'] as readonly Json[]).map(({ secret }) => String(secret));
    const later = await server.as().get<Json>(`${CLIENTS}/generated`);

    expect([created.status, further.status]).toEqual([201, 200]);
    for (const secret of [String(first?.['secret']), ...shown.filter((each) => each !== '***')])
      expect((await clientToken(server.issuer, 'generated', secret)).scope).toContain('system');
    expect(shown).toContain('***');
    expect((later.body['clientSecrets'] as readonly Json[]).map(({ secret }) => secret)).toEqual(['***', '***']);
  });

  test('a secret that goes by a full object is named in the answer', async () => {
    const body = {
      ...full,
      clientId: 'losing',
      clientSecrets: [{ secret: 'the secret of losing', description: 'mine' }],
    };
    const { body: created } = await server.as().post<Json>(CLIENTS, body);
    await server.as().post(`${CLIENTS}/losing/generate-secret`);

    const { status, headers } = await server.as().put(`${CLIENTS}/losing`, created);

    expect(status).toBe(200);
    expect(headers.get('warning')).toContain("clientSecrets removes 1 secret that is stored: 'generated'; ");
  });

  test('ruling 57: the last secret cannot be removed by leaving it out', async () => {
    const { body } = await server.as().get<Json>(`${CLIENTS}/backend`);
    const removal = await server.as().put(`${CLIENTS}/backend`, { ...body, clientSecrets: [], secretRequired: false });
    const asPublic = await postForm(`${server.issuer}/oauth/token`, {
      ...{ grant_type: 'client_credentials', client_id: 'backend' },
    });

    expect(removal.status).toBe(400);
    expect(asPublic.status).toBeGreaterThanOrEqual(400);
  });

  test('V-100: nobody gives a client what they do not hold, nor takes over one that holds more', async () => {
    const api = server.as(helper);
    const { body: theirs } = await api.get<Json>(`${CLIENTS}/mighty`);
    const { body: public_ } = await api.get<Json>(`${CLIENTS}/public-app`);
    const more = [{ permission: 'VIEW_AUDIT_LOG' }];
    const tries = [
      await api.post(CLIENTS, { ...full, clientId: 'puppet', permissions: more }),
      await api.put(`${CLIENTS}/public-app`, { ...public_, permissions: more }),
      await api.put(`${CLIENTS}/mighty`, { ...theirs, clientSecrets: [{ secret: 'taken over by helper' }] }),
      await api.post(`${CLIENTS}/mighty/generate-secret`),
    ];

    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(
      (
        await postForm(
          `${server.issuer}/oauth/token`,
          { grant_type: 'client_credentials' },
          basic('mighty', 'taken over by helper'),
        )
      ).status,
    ).toBe(401);
  });

  test('V-100: who holds no FHIR permissions cannot become a client that does, but may change the rest of it', async () => {
    const api = server.as(helper);
    const reader = { ...full, clientId: 'reader', permissions: [{ permission: 'ROLE_FHIR_CLIENT_SUPERUSER_RO' }] };
    const created = await server.as().post(CLIENTS, reader);
    const { body } = await api.get<Json>(`${CLIENTS}/reader`);
    const change = (more: Json) => api.put(`${CLIENTS}/reader`, { ...body, ...more });
    const takeovers = [
      await change({ clientSecrets: [{ secret: 'my own secret 123' }] }),
      await change({ clientSecrets: [...(body['clientSecrets'] as readonly Json[]), { secret: 'my own secret 123' }] }),
      await change({ jwksUrl: 'https://mine.example/jwks' }),
      await change({ registeredRedirectUris: ['https://mine.example/cb'] }),
      await change({ secretRequired: false }),
      await api.post(`${CLIENTS}/reader/generate-secret`),
    ];
    const others = [await change({ scopes: ['openid'], clientName: 'Reader' }), await change({ enabled: false })];

    expect(created.status).toBe(201);
    expect(takeovers.map(({ status }) => status)).toEqual(takeovers.map(() => 403));
    expect(others.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('F-35, ruling 64: a hash that takes seconds to check is not taken', async () => {
    const secretHash = '$2b$16$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m';
    const answer = await server.as().post(CLIENTS, { ...full, clientId: 'slow', clientSecrets: [{ secretHash }] });

    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('takes longer than a second')]);
  });

  test.each([
    { tags: '"999", TAG, "1000"', status: 200 },
    { tags: '"999", W/TAG', status: 412 },
    { tags: '*', status: 200 },
    { tags: 'TAG, 999', status: 400 },
  ])('RFC 9110 §13.1.1: any tag of a list will do, a weak one never: $tags → $status', async ({ tags, status }) => {
    const { body, headers } = await server.as().get<Json>(`${CLIENTS}/public-app`);

    const answer = await server
      .as()
      .put(`${CLIENTS}/public-app`, body, { 'if-match': tags.replace('TAG', headers.get('etag') ?? '') });

    expect(answer.status).toBe(status);
  });

  test('F-06: of two changes of one version the second is told so', async () => {
    const { body, headers } = await server.as().get<Json>(`${CLIENTS}/public-app`);
    const tag = { 'if-match': headers.get('etag') ?? '' };
    const answers = await Promise.all(
      ['One', 'Two'].map((clientName) => server.as().put(`${CLIENTS}/public-app`, { ...body, clientName }, tag)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('F-06: of eight changes at once that name no version all are made, and all the secrets that were asked for', async () => {
    const { body } = await server.as().get<Json>(`${CLIENTS}/public-app`);
    const names = Array.from({ length: 8 }, (_, index) => `Name ${index}`);
    const changes = await Promise.all(
      names.map((clientName) => server.as().put(`${CLIENTS}/public-app`, { ...body, clientName })),
    );
    const secrets = await Promise.all(names.map(() => server.as().post<Json>(`${CLIENTS}/backend/generate-secret`)));
    const backend = await server.as().get<Json>(`${CLIENTS}/backend`);

    expect(changes.map(({ status }) => status)).toEqual(names.map(() => 200));
    expect(secrets.map(({ status }) => status)).toEqual(names.map(() => 200));
    expect(backend.body['clientSecrets']).toHaveLength(9);
  });

  test.each([
    { filter: 'ENABLED', has: true },
    { filter: 'DISABLED', has: false },
    { filter: 'ENABLED_AND_DISABLED', has: true },
  ])('clientStatusFilter=$filter', async ({ filter, has }) => {
    const { body } = await server
      .as()
      .get<{ clients: Json[] }>(`/openid-connect-clients/?clientStatusFilter=${filter}`);

    expect(body.clients.some(({ clientId }) => clientId === 'web-app')).toBe(has);
  });

  test('one of another module, another node or another id is not there; a wrong id in the body is refused', async () => {
    for (const path of [
      '/openid-connect-clients/Master/nowhere/web-app',
      '/openid-connect-clients/Slave/smart_auth/web-app',
      `${CLIENTS}/web-app2`,
    ])
      expect((await server.as().get(path)).status).toBe(404);
    expect((await server.as().put(`${CLIENTS}/web-app`, { ...full, clientId: 'other' })).status).toBe(400);
  });
});

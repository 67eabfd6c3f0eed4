import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { basic, postForm } from '../support/app.js';
import { gatehouse } from '../support/gatehouse-command.js';

type Json = Readonly<Record<string, unknown>>;

const USERS = '/user-management/Master/local_security';
const CLIENTS = '/openid-connect-clients/Master/smart_auth';
const desk = administrator('desk', [
  ...['OPENID_CONNECT_ADD_CLIENT', 'OPENID_CONNECT_EDIT_CLIENT', 'OPENID_CONNECT_VIEW_CLIENT_LIST'],
]);
/** Of `U*U`. */
const bcrypt = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
const client = (clientId: string, secret: string, more: Json = {}) => ({
  ...{ clientId, enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'], scopes: ['system/*.rs'] },
  ...{ secretRequired: true, clientSecrets: [{ secret, ...more }] },
});

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [desk] });
});
afterAll(() => server.stop());

const token = async (clientId: string, secret: string) =>
  (await postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials' }, basic(clientId, secret)))
    .status;
/** Who has no permission is told so, once the password is right. */
const signIn = async (username: string, password: string) =>
  (await server.as({ username, password }).get(USERS)).status;

describe('ruling 64: a hash where a client secret goes is a hash, at the admin API as in files', () => {
  test('whoever read it from a database does not get in with it, and whoever sent it is told', async () => {
    const created = await server.as(desk).post<Json>(CLIENTS, client('hashed', bcrypt));

    expect(created.status).toBe(201);
    expect(created.headers.get('warning')).toContain('counts as secretHash');
    expect([await token('hashed', bcrypt), await token('hashed', 'U*U')]).toEqual([401, 200]);
  });

  test.each([
    { name: 'with blanks around it', clientId: 'blank', written: `  ${bcrypt} ` },
    { name: 'as Spring stores it', clientId: 'spring', written: `{bcrypt}${bcrypt}` },
    { name: 'as Spring stores it, with a blank', clientId: 'springblank', written: ` {bcrypt}${bcrypt}` },
  ])('also $name', async ({ clientId, written }) => {
    const created = await server.as().post<Json>(CLIENTS, client(clientId, written));
    const user = await server.as().post<Json>(USERS, { username: `${clientId}-person`, password: written });

    expect([created.status, user.status]).toEqual([201, 201]);
    expect(created.headers.get('warning')).toContain('counts as secretHash');
    expect([await token(clientId, written), await token(clientId, 'U*U')]).toEqual([401, 200]);
    expect([await signIn(`${clientId}-person`, written), await signIn(`${clientId}-person`, 'U*U')]).toEqual([
      401, 403,
    ]);
  });

  test('also in a document', async () => {
    const written = `{bcrypt}${bcrypt}`;
    const imported = await gatehouse(['import', '-'], {
      environment: server.environment,
      input: JSON.stringify({
        users: [{ nodeId: 'Master', moduleId: 'local_security', username: 'moved-person', password: written }],
        clients: [{ moduleId: 'smart_auth', ...client('moved', written) }],
      }),
    });

    expect(imported).toMatchObject({ code: 0 });
    expect([await token('moved', written), await token('moved', 'U*U')]).toEqual([401, 200]);
    expect([await signIn('moved-person', written), await signIn('moved-person', 'U*U')]).toEqual([401, 403]);
  });

  test('also in a change, where the hash of the stored secret is that secret', async () => {
    await server.as(desk).post<Json>(CLIENTS, client('rehashed', 'some secret of old'));
    const change = (body: Json) => server.as(desk).put<Json>(`${CLIENTS}/rehashed`, body);

    const changed = await change(client('rehashed', bcrypt));
    const again = await change(client('rehashed', bcrypt));

    expect([changed.status, again.status]).toEqual([200, 200]);
    expect(changed.headers.get('warning')).toContain('counts as secretHash');
    expect(again.headers.get('etag')).toBe(changed.headers.get('etag'));
    expect([await token('rehashed', bcrypt), await token('rehashed', 'U*U')]).toEqual([401, 200]);
  });

  test.each([
    {
      name: 'an Argon2 that nobody here computes',
      hash: `$argon2i$v=19$m=8192,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    },
    { name: 'one that would take seconds', hash: `$pbkdf2-sha256$i=9999999$${'A'.repeat(22)}$${'A'.repeat(43)}` },
    { name: 'one that would take days', hash: bcrypt.replace('$05$', '$31$') },
  ])('$name is refused', async ({ hash }) => {
    const refused = await server.as(desk).post(CLIENTS, client('refused', hash));

    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('no hash this server can check')]);
  });
});

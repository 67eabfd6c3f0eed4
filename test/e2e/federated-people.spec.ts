import { authorizeUrl } from '../support/app.js';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { CHALLENGE } from '../support/authorization.js';
import { FederatedUpstream, federating } from '../support/federated-upstream.js';
import { Person } from '../support/person.js';
import { amelia } from '../support/test-users.js';

const guard = administrator('guard', ['OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS', 'VIEW_USERS']);

let one: FederatedUpstream;
let server: AdminServer;
beforeAll(async () => {
  one = await FederatedUpstream.start('one');
  server = await startAdminServer({ users: [amelia, guard], ...federating([one.definition()]) });
  const person = new Person();
  const away = await person.open(authorizeUrl(server.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs' }));
  const approval = await person.open(one.signIn(away.headers.get('location') ?? '', { claims: { sub: 'maria' } }).href);
  await person.approve(approval);
});
afterAll(async () => {
  await server.stop();
  await one.stop();
});

test('reference 7: administrators see whom another server vouches for, and find them by its issuer', async () => {
  const api = server.as(guard);
  const username = `maria@${new URL(one.issuer).host}`;
  const list = await api.get<{ users: readonly Readonly<Record<string, unknown>>[] }>(
    '/user-management/Master/local_security?searchTerm=maria',
  );
  const sessions = (issuer: string) => {
    const query = { user_node_id: 'Master', user_module_id: 'local_security', username, username_issuer: issuer };
    return api.get(`/openid-connect-sessions/all/user?${new URLSearchParams(query).toString()}`);
  };

  const found = await sessions(one.issuer);
  const spelt = await sessions(`${one.issuer}/`);
  const other = await sessions('https://other.example');

  expect(JSON.stringify(list.body)).toContain(`"usernameIssuer":"${one.issuer}"`);
  expect([found.status, spelt.status, other.status]).toEqual([200, 200, 404]);
});

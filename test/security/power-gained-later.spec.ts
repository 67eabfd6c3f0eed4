import { administrator, root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { basic, postForm } from '../support/app.js';
import { answerParameters, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { answered, introspect, refresh, tokensFor, type TokenWish } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { amelia } from '../support/test-users.js';

const CLIENTS = '/openid-connect-clients/Master/smart_auth';
const USERS = '/user-management/Master/local_security';
const SCOPES = ['openid', 'cdr_all_user_authorities', 'offline_access'];
const scope = SCOPES.join(' ');
const exchanging = 'urn:ietf:params:oauth:grant-type:token-exchange';
const resourceServer = testClients.find(({ clientId }) => clientId === 'resource-server')!;
/** As somebody may write it who has no power over the server but to edit clients. */
const silent = {
  ...testClients.find(({ clientId }) => clientId === 'web-app'),
  clientId: 'silent',
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'PASSWORD', 'TOKEN_EXCHANGE'],
  scopes: SCOPES,
  autoApproveScopes: SCOPES,
};
const clients = [
  resourceServer,
  silent,
  { ...silent, clientId: 'reviewed-later', untrusted: true },
  { ...silent, clientId: 'asking', alwaysRequireApproval: true },
  { ...silent, clientId: 'lesser-tool', permissions: [{ permission: 'ACCESS_ADMIN_JSON' }] },
  { ...silent, clientId: 'tool', permissions: root.authorities, tokenExchangeClients: ['greater-tool'] },
  { ...silent, clientId: 'plain', tokenExchangeClients: ['greater-tool'] },
  { ...silent, clientId: 'greater-tool', permissions: root.authorities },
];
const nobody = (username: string) => ({ ...amelia, username, authorities: [] });
const names = ['nurse', 'asked', 'exchanger', 'told', 'between', 'guest'];
const junior = administrator('junior', []);
const helpdesk = administrator('helpdesk', ['VIEW_USERS']);

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({
    clients,
    users: [amelia, junior, helpdesk, ...names.map(nobody)],
    properties: [
      'module.smart_auth.config.token_exchange.enabled=true',
      'module.smart_auth.config.password_grant.enabled=true',
    ],
  });
});
afterAll(() => server.stop());

type Wish = TokenWish & { readonly clientId: string };
const tokens = (wish: Wish) => tokensFor(server.issuer, { secret: SECRET, scope, ...wish });
const refreshed = async (clientId: string, token: string) => {
  const { body } = await refresh(server.issuer, token, {}, basic(clientId, SECRET));
  return String(body['access_token']);
};
const exchanged = async (clientId: string, token: string) => {
  const subject = { subject_token: token, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' };
  const fields = { grant_type: exchanging, ...subject };
  const { body } = await answered(postForm(`${server.issuer}/oauth/token`, fields, basic(clientId, SECRET)));
  return String(body['access_token']);
};
/** What a token opens: the admin API, and what introspection says of it that is about the server. */
const powers = async (token: string) => {
  const { body } = await introspect(server.issuer, token);
  const told = JSON.stringify(body['permissions']);
  return {
    active: body['active'],
    status: (await server.as({ token }).get(USERS)).status,
    gate: told.includes('ACCESS_ADMIN_JSON'),
    users: told.includes('VIEW_USERS'),
  };
};
const none = { active: true, status: 403, gate: false, users: false };
const all = { active: true, status: 200, gate: true, users: true };
/** Gives somebody all power over the server. */
const promote = async (username: string) => {
  const { body } = await server.as().get<{ users: { pid: number; username: string }[] }>(`${USERS}?pageSize=100`);
  const user = body.users.find((each) => each.username === username);
  const answer = await server.as().put(`${USERS}/${String(user?.pid)}`, { ...user, authorities: root.authorities });
  expect(answer.status).toBe(200);
};
const everyToken = async (clientId: string, { access_token: token, refresh_token }: Record<string, unknown>) => {
  const renewed = await refreshed(clientId, String(refresh_token));
  return [String(token), renewed, await exchanged(clientId, String(token)), await exchanged(clientId, renewed)];
};

describe('V-100, ruling 38: an app has only the power over the server that a person was told of', () => {
  test('not where it was untrusted at the approval, and is not any more', async () => {
    const given = await tokens({ clientId: 'reviewed-later', credentials: root });
    const path = `${CLIENTS}/reviewed-later`;
    const { body } = await server.as().get(path);
    expect((await server.as().put(path, { ...body, untrusted: false })).status).toBe(200);

    for (const token of await everyToken('reviewed-later', given)) expect(await powers(token)).toEqual(none);
  });

  test('nor where the person had none at the approval, silent or not', async () => {
    const given = await tokens({ clientId: 'silent', credentials: nobody('nurse') });
    const asked = await tokens({ clientId: 'asking', credentials: nobody('asked') });
    await promote('nurse');
    await promote('asked');

    for (const token of await everyToken('silent', given)) expect(await powers(token)).toEqual(none);
    for (const token of await everyToken('asking', asked)) expect(await powers(token)).toEqual(none);
  });

  test('silently no more than it has itself, whatever the person gains', async () => {
    const given = await tokens({ clientId: 'lesser-tool', credentials: junior });
    await promote('junior');

    for (const token of await everyToken('lesser-tool', given))
      expect(await powers(token)).toEqual({ ...none, gate: true });
  });

  test('nor by another app, with more power, that it hands its token to', async () => {
    const given = await tokens({ clientId: 'plain', credentials: nobody('exchanger') });
    await promote('exchanger');

    const once = await exchanged('greater-tool', given.access_token);
    for (const token of [once, await exchanged('greater-tool', once)]) expect(await powers(token)).toEqual(none);
  });

  test('nor where the page was shown before there was anything to tell', async () => {
    const person = new Person();
    const url = requestUrl(server.issuer, { client_id: 'asking', scope });
    const page = await openSignedIn(person, url, nobody('between'));
    await promote('between');

    const again = await person.approve(page);
    expect(kindOf(page) + kindOf(again)).toBe('approvalapproval');
    expect(page.text).not.toContain('id="administers"');
    expect(again.text).toContain('id="administers"');
    expect(answerParameters(await person.approve(again))).toHaveProperty('code');
  });

  test('nor by grants of older versions, which do not say', async () => {
    const given = await tokens({ clientId: 'silent', credentials: root });
    expect(await powers(given.access_token)).toEqual(all);

    await rowsOf(server.databaseUrl, `update token_family set details = details - 'power' where client_id = 'silent'`);

    expect(await powers(given.access_token)).toEqual(none);
    expect(await powers(await refreshed('silent', given.refresh_token))).toEqual(none);
  });

  test('all where the page told of it, until the end of the grant and of what it is exchanged for', async () => {
    const given = await tokens({ clientId: 'silent', credentials: root });
    for (const token of await everyToken('silent', given)) expect(await powers(token)).toEqual(all);

    const handed = await tokens({ clientId: 'plain', credentials: root });
    expect(await powers(await exchanged('greater-tool', handed.access_token))).toEqual(all);
    const user = { ...nobody('made-by-app'), authorities: root.authorities };
    expect((await server.as({ token: given.access_token }).post(USERS, user)).status).toBe(201);
  });

  test('all in an app that has it itself, asked or not', async () => {
    const given = await tokens({ clientId: 'tool', credentials: root });

    for (const token of await everyToken('tool', given)) expect(await powers(token)).toEqual(all);
  });

  test('all by the password, which is all that an app can have', async () => {
    const fields = { grant_type: 'password', username: root.username, password: root.password, scope };
    const { body } = await answered(postForm(`${server.issuer}/oauth/token`, fields, basic('silent', SECRET)));

    for (const token of await everyToken('silent', body)) expect(await powers(token)).toEqual(all);
  });
});

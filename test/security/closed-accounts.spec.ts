import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { keySetOf } from '../support/client-keys.js';
import { DOCUMENTED_SCRIPT, ORGANIZATION } from '../support/codap.js';
import { partnerKey, waysIn, type Resident, type WayPlace } from '../support/every-way-in.js';
import { FederatedUpstream, federating } from '../support/federated-upstream.js';
import { freePort } from '../support/free-port.js';
import { ldapModuleLines, ldapProperties } from '../support/ldap-module.js';
import { MailServer } from '../support/mail-server.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { SamlIdp } from '../support/saml-idp.js';
import { bridging } from '../support/saml-site.js';
import { Slapd } from '../support/slapd.js';
import { testClients } from '../support/test-clients.js';

const [publicApp, ...others] = testClients;
const trusted = { scopes: ['openid', 'user/*.rs', 'offline_access', 'cdr_all_user_authorities'] };
const clients = [
  { ...publicApp, ...trusted },
  ...others,
  { ...publicApp, ...trusted, clientId: 'old-app', allowedGrantTypes: ['PASSWORD'] },
  { ...publicApp, ...trusted, clientId: 'tv', allowedGrantTypes: ['DEVICE_CODE'], registeredRedirectUris: [] },
  {
    ...{ ...publicApp, clientId: 'partner', allowedGrantTypes: ['JWT_BEARER'], scopes: ['patient/*.rs', 'openid'] },
    ...{ publicJwks: keySetOf(partnerKey), codapIssuers: [ORGANIZATION], registeredRedirectUris: [] },
  },
];
const names = Object.keys(waysIn);
const states = ['accountLocked', 'accountDisabled'] as const;

let place: WayPlace;
let slapd: Slapd;

beforeAll(async () => {
  slapd = await Slapd.start();
  const [upstream, mails, idp] = [await FederatedUpstream.start('one'), await MailServer.start(), new SamlIdp(ISSUER)];
  const staffIssuer = `http://127.0.0.1:${String(await freePort())}`;
  const [federated, saml] = [federating([upstream.definition()]), bridging(idp)];
  const foreign = { nodeId: 'Master', moduleId: 'smart_in', name: 'Hospital', issuer: upstream.issuer };
  const server = await startAdminServer({
    clients,
    users: names.map((_, index) => ({ ...residentOf(index) })),
    properties: [
      ...federated.properties,
      ...(saml.properties ?? []),
      ...mails.properties,
      'module.smart_auth.config.federate_mode.local_sign_in.enabled=true',
      'module.smart_auth.config.password_grant.enabled=true',
      'module.smart_auth.config.device_grant.enabled=true',
      'module.smart_auth.config.codap.enabled=true',
      'module.smart_auth.config.codap.auth_script.file=classpath:codap.js',
      ...ldapModuleLines('directory', ldapProperties(slapd, { global_permissions: 'ROLE_FHIR_CLIENT' })),
      ...staffModule(staffIssuer),
      'module.smart_in.type=SECURITY_IN_SMART',
      'module.smart_in.config.trust_intra_cluster_tokens.modules=Master/smart_auth',
      'module.smart_in.config.seed_servers.file=classpath:foreign.json',
      'module.smart_in.config.allowed_audience_list=https://fhir.example/r4',
      'module.admin_json.requires.SECURITY_IN_OIC=smart_in',
    ],
    files: {
      'codap.js': DOCUMENTED_SCRIPT,
      ...federated.files,
      ...saml.files,
      'foreign.json': JSON.stringify({ servers: [foreign] }),
    },
  });
  place = { server, staffIssuer, upstream, idp, mails };
});

afterEach(() => moveDatabaseClock(place.server.databaseUrl, 0));

afterAll(async () => {
  await place.server.stop();
  await Promise.all([place.upstream.stop(), place.mails.stop(), slapd.close()]);
});

const ISSUER = 'https://idp.example/metadata';

function staffModule(issuer: string): readonly string[] {
  return [
    'module.staff_auth.type=SECURITY_OUT_SMART',
    'module.staff_auth.requires.SECURITY_IN_UP=directory',
    'module.staff_auth.config.bind_address=127.0.0.1',
    `module.staff_auth.config.port=${new URL(issuer).port}`,
    `module.staff_auth.config.issuer.url=${issuer}`,
    'module.staff_auth.config.seed_clients.file=classpath:clients.json',
  ];
}

/** Who goes a way; each has one of their own, so that nothing is remembered of another. */
function residentOf(index: number): Resident {
  const username = `resident-${String(index)}`;
  return { ...administrator(username, ['ROLE_FHIR_CLIENT', 'VIEW_USERS']), email: `${username}@example.org` };
}

/** Has an administrator change an account. */
async function change(
  { server }: { readonly server: AdminServer },
  { moduleId, username }: { readonly moduleId: string; readonly username: string },
  fields: object,
): Promise<void> {
  const path = `/user-management/Master/${moduleId}`;
  const { body } = await server.as().get<{ users: readonly Record<string, unknown>[] }>(path);
  const user = body.users.find((each) => each['username'] === username);
  const { status, text } = await server.as().put(`${path}/${String(user?.['pid'])}`, { ...user, ...fields });
  if (status !== 200) throw new Error(text);
}

describe.each(names)('V-54, V-28, A-19: %s', (name) => {
  const way = waysIn[name];
  if (way === undefined) throw new Error(name);
  const resident = residentOf(names.indexOf(name));
  const go = () => way.go(place, resident);
  const account = () => way.account?.(place) ?? { moduleId: 'local_security', username: resident.username };

  test('leads in while the account is open', async () => {
    const last = await go();

    expect(await last()).toBe(true);
  });

  test.each(states)('does not once an administrator has set %s, although it began before', async (state) => {
    const { password } = resident;
    const passwordOf = way.account === undefined ? { password } : {};
    await change(place, account(), { accountLocked: false, accountDisabled: false, ...passwordOf });
    const last = await go();
    await change(place, account(), { [state]: true });

    expect(await last()).toBe(false);
  });
});

import type { AuditEvent, AuditLog } from '#audit/audit.port';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { emptyLaunchContext } from '#protocol/smart/launch-context';
import type { Authority } from '#protocol/user/authority';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type {
  PostAuthorizeScript,
  TokenGeneratingCall,
  TokenGeneratingResult,
} from '#scripts/post-authorize-script.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { SessionClients } from '../logout/session-clients.js';
import type { ClientUses } from '../clients/client-uses.js';
import type { AbandonedApps } from '../registration/abandoned-apps.js';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import type { Authorization } from '../tokens/authorization.js';
import type { Minting, TokenIssuer } from '../tokens/token-issuer.js';
import { TokenPermissions } from '../tokens/token-permissions.js';
import { TokensOptions } from '../tokens/tokens.options.js';
import { ScriptOptions } from './script.options.js';
import { PostAuthorizeRuns } from './post-authorize-runs.js';
import { TokenGeneration } from './token-generation.js';
import { TokenIssuance } from './token-issuance.js';

const carrying = { tokens: Object.assign(new TokensOptions(), { carryPermissions: true }) };
const options = Object.assign(new OutboundSmartOptions(), carrying);
const instance = { moduleId: 'smart_auth', options, scripts: {} } as unknown as OutboundSmartInstance;
const user = {
  pid: 1,
  username: 'amelia',
  authorities: [{ permission: 'FHIR_ALL_READ' }],
} as unknown as UserSessionDetails;
const authorization: Authorization = {
  grantType: 'authorization_code',
  client: { clientId: 'app', permissions: [] } as unknown as ClientDefinition,
  subject: 'amelia',
  user,
  scopes: ['user/Goal.cruds'],
  launchContext: emptyLaunchContext,
  audience: ['https://fhir.example'],
};

/** What a script leaves behind. */
type Script = (call: TokenGeneratingCall) => TokenGeneratingResult;

const adding =
  (...added: readonly Authority[]): Script =>
  ({ user: person, launchContext }) => ({
    launchContext,
    accessTokenClaims: {},
    ...(person && { user: { ...person, authorities: [...person.authorities, ...added] } }),
  });

/** Runs the phases with a script and tells what was to be minted, and what was put on record. */
async function issued(script: Script, change: Partial<OutboundSmartOptions> = {}, more: Partial<Authorization> = {}) {
  const minted: Minting[] = [];
  const recorded: AuditEvent[] = [];
  const scripts: PostAuthorizeScript = {
    onSmartLoginPreContextSelection: async ({ choices }) => ({ choices }),
    onTokenGenerating: async (call) => script(call),
    onPostAuthorize: async () => undefined,
  };
  const audit = { record: async (event: AuditEvent) => void recorded.push(event) } as AuditLog;
  const issuer = { issue: async (minting: Minting) => (minted.push(minting), { jti: 'j', response: {} }) };
  const issuance = new TokenIssuance(
    ...([audit, issuer as unknown as TokenIssuer] as const),
    { remember: async () => undefined } as unknown as SessionClients,
    new TokenPermissions(),
    { noteUse: async () => undefined } as unknown as AbandonedApps,
    { noteToken: () => undefined } as unknown as ClientUses,
    new TokenGeneration(scripts),
    new PostAuthorizeRuns(scripts),
  );
  const of = {
    ...instance,
    options: Object.assign(new OutboundSmartOptions(), options, change),
  } as OutboundSmartInstance;
  const given = { ...authorization, ...more };
  await issuance.issue({ instance: of, authorization: given, trace: new DecisionTrace(), remoteAddress: '127.0.0.1' });
  const trace = (recorded[0]?.trace ?? []).filter(({ kind }) => kind === 'permission');
  return { claims: minted[0]?.ownClaims, trace: trace.map(({ ruleId, value }) => `${ruleId} ${value}`) };
}

test('ruling 37: what a script adds is narrowed by the approved scopes, and travels in the token', async () => {
  const write = { permission: 'FHIR_ALL_WRITE' };

  const { claims, trace } = await issued(adding(write));

  expect(claims).toEqual({
    gatehouse_permissions: [
      { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Goal' },
      { permission: 'FHIR_WRITE_ALL_OF_TYPE', argument: 'Goal' },
    ],
    gatehouse_script: { added: [write] },
  });
  expect(trace).toEqual([
    'permission.added-by-script FHIR_ALL_WRITE',
    'permission.narrowed FHIR_ALL_READ FHIR_ALL_WRITE',
  ]);
});

test('ruling 37, V-99: an administrative permission from a script is refused and on record; honoured by the switch', async () => {
  const admin = { permission: 'ACCESS_ADMIN_JSON' };
  const off = await issued(adding(admin));
  const on = await issued(adding(admin), { script: Object.assign(new ScriptOptions(), { mayAdminister: true }) });

  expect(JSON.stringify(off.claims)).not.toContain('ACCESS_ADMIN_JSON');
  expect(off.trace).toContain('permission.administrative-from-script ACCESS_ADMIN_JSON');
  expect(on.claims?.gatehouse_script).toEqual({ added: [admin] });
});

test('V-100: the claim has nothing about the server that nobody was told of', async () => {
  const admin = { ...user, authorities: [{ permission: 'VIEW_USERS' }, ...user.authorities] };
  const silent = await issued(adding(), {}, { user: admin });
  const told = await issued(adding(), {}, { user: admin, power: 'approved' });

  expect(JSON.stringify(silent.claims)).not.toContain('VIEW_USERS');
  expect(silent.trace).toContain('permission.not-told VIEW_USERS');
  expect(JSON.stringify(told.claims)).toContain('VIEW_USERS');
});

test('ruling 36, ruling 38: a permission without its argument fails the script: nothing is issued', async () => {
  await expect(issued(adding({ permission: 'FHIR_READ_INSTANCE' }))).rejects.toThrow('without its argument');
});

test('ruling 13: a patient that a script selects counts for narrowing, and travels in the token', async () => {
  const launchContext = { resources: [{ type: 'patient', id: '555' }], members: {} };

  const { claims } = await issued(({ user: person }) => ({
    launchContext,
    accessTokenClaims: {},
    ...(person && { user: person }),
  }));

  expect(claims?.gatehouse_script).toEqual({ launchContext });
});

test('a token that no script changed carries nothing of it', async () => {
  const { claims } = await issued(adding(), { tokens: new TokensOptions() });

  expect(claims).toEqual({});
});

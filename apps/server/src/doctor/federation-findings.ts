import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import { missingServers } from '#outbound-smart/federation/missing-servers';
import type { Finding } from './finding.js';

/** A SMART outbound module, as far as it says where people sign in. */
export interface FederatingModule {
  readonly moduleId: string;
  readonly options: {
    readonly federation: { readonly enabled: boolean; readonly localSignInEnabled: boolean };
    readonly saml: { readonly enabled: boolean };
  };
}

type Definition = Pick<KnownServer, 'name' | 'clientId'>;

/** What keeps people from signing in at the servers that are defined for a module. Whether these answer is looked at elsewhere. */
export function federationFindings(
  { moduleId, options: { federation, saml } }: FederatingModule,
  servers: readonly Definition[],
): readonly Finding[] {
  if (!federation.enabled) return [];
  const severity = federation.localSignInEnabled || saml.enabled ? 'warning' : 'error';
  const missing = missingServers({ moduleId, options: { federation } }, servers);
  return [
    ...missing.map(({ problem, remedy }) => nobody({ severity, about: `module ${moduleId}`, problem, remedy })),
    ...servers.filter(({ clientId }) => clientId === undefined).map(({ name }) => nameless(moduleId, name)),
  ];
}

function nobody(missing: Finding): Finding {
  return { ...missing, problem: `federate_mode.enabled ${missing.problem}` };
}

function nameless(moduleId: string, name: string): Finding {
  const problem = `nobody of ${moduleId} can sign in at it: it has no tokenIntrospectionClientId`;
  const remedy = 'Register this server there and write the client id into the definition, or archive it';
  return { severity: 'warning', about: `server ${name}`, problem, remedy };
}

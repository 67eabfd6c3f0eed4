import { GuardedEgress, type GuardedEgressParts } from '#egress/guarded-egress';
import type { KnownServer } from '#oidc-server-definition/known-servers.port';
import type { ServerMetadataSource } from '#oidc-server-definition/server-metadata.port';
import type { ServerCallSettings } from '#oidc-server-definition/server-call-settings';
import type { ServerTokenVerifier } from '#oidc-server-definition/token-verifier.port';
import { DiscoveredMetadata } from '#oidc-server-definition/runtime/discovered-metadata';
import { GuardedServerCalls } from '#oidc-server-definition/runtime/guarded-server-calls';
import { ServerDocuments } from '#oidc-server-definition/runtime/server-documents';
import { ServerKeys } from '#oidc-server-definition/runtime/server-keys';
import { VerifiedServerTokens } from '#oidc-server-definition/runtime/verified-server-tokens';
import { acceptedIssuers } from '#protocol/server/accepted-issuers';
import { issuerKey, type ServerSettings } from '#protocol/server/server';

/** What asks and believes other servers, over a clock that can be moved. */
export interface ServerRuntimeBench {
  readonly verifier: ServerTokenVerifier;
  readonly metadata: ServerMetadataSource;
  readonly calls: GuardedServerCalls;
  /** Moves the clock on. */
  pass(seconds: number): void;
}

const defaults: ServerCallSettings = { keysFreshSeconds: 1_800, keystoreId: 'client', assertionAudience: 'issuer' };

/** @param files texts by location @param way how calls leave; to this machine unless told */
export function serverRuntimeBench(
  files: Readonly<Record<string, string>> = {},
  settings: Partial<ServerCallSettings> = {},
  way: Partial<GuardedEgressParts> = {},
): ServerRuntimeBench {
  let passed = 0;
  const clock = { now: () => new Date(Date.now() + passed * 1_000) };
  const surroundings = {
    callSettings: () => ({ ...defaults, ...settings }),
    readFile: async (location: string) => {
      const text = files[location];
      if (text === undefined) throw new Error(`there is no ${location}`);
      return text;
    },
  };
  const nobody = () => Promise.resolve([]);
  const egress = new GuardedEgress({
    policy: { evaluation: true, allowedHosts: [] },
    names: { internet: nobody, operatingSystem: nobody },
    log: { warn: () => undefined },
    ...way,
  });
  const calls = new GuardedServerCalls(egress, surroundings);
  const metadata = new DiscoveredMetadata(new ServerDocuments(calls, clock));
  const keys = new ServerKeys(metadata, calls, surroundings, clock);
  return {
    ...{ metadata, calls, verifier: new VerifiedServerTokens(keys, clock) },
    pass: (seconds) => {
      passed += seconds;
    },
  };
}

let pids = 0;

/** A definition as those who use it see it. */
export function knownServer(issuer: string, more: Partial<ServerSettings> = {}): KnownServer {
  pids += 1;
  const settings: ServerSettings = { nodeId: 'Master', moduleId: 'smart_in', issuer, ...more };
  const { tokenIntrospectionClientId: clientId } = settings;
  return {
    ...{ pid: pids, version: 1, moduleId: settings.moduleId, name: 'Hospital', settings },
    issuer: issuerKey(issuer),
    acceptedIssuers: acceptedIssuers(issuer),
    registrationId: `registration-${pids}`,
    requestScopes: ['openid', 'profile'],
    hasSecret: false,
    canIntrospect: clientId !== undefined,
    ...(clientId !== undefined && { clientId }),
    hasValidationKey: settings.validationJwkText !== undefined || settings.validationJwkFile !== undefined,
    hasAuthenticationScript: false,
    hasUserMappingScript: false,
  };
}

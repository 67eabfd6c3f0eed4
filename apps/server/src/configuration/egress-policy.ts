import { allowedHost } from '#egress/allowed-hosts.port';
import type { EgressPolicy } from '#egress/destination';
import type { ModuleDefinitions } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';

/** Which other servers may be called; to be used only when there are no problems. */
export interface ReadEgressPolicy {
  readonly policy: EgressPolicy;
  readonly problems: readonly ConfigurationProblem[];
}

const KEY = 'gatehouse.egress.allowed_hosts';

/** Reads the hosts that may be called although they are internal. */
export function readEgressPolicy(
  { server }: Pick<ModuleDefinitions, 'server'>,
  mode: 'evaluation' | 'production',
): ReadEgressPolicy {
  const written = (server.get(KEY)?.value ?? '').split(/[\s,]+/).filter((each) => each !== '');
  const read = written.map((each) => ({ each, host: allowedHost(each) }));
  const bad = read.filter(({ host }) => host === undefined).map(({ each }) => each);
  return {
    policy: { evaluation: mode === 'evaluation', allowedHosts: read.flatMap(({ host }) => host ?? []) },
    problems: bad.map((each) => ({
      key: KEY,
      problem: `"${each}" is no host`,
      remedy:
        'Write host names or IP addresses, each with or without a port, such as jwks.hospital.example:8443; no patterns.',
    })),
  };
}

import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import type { Serving } from '../listeners/serving.js';

/** What listens. */
export interface Listening {
  readonly serving: readonly Serving[];
  /** 0 for any free port. */
  readonly healthPort: number;
}

/**
 * Two modules must not answer at one address, and one port has one listener: without any module there is nothing to start.
 * The later of two modules is told.
 */
export function listenerProblems({ serving, healthPort }: Listening): readonly ConfigurationProblem[] {
  if (serving.length === 0)
    return [
      {
        key: 'module.<id>.type',
        problem: 'no module of type SECURITY_OUT_SMART is configured',
        remedy: 'Add one; config/gatehouse.properties shows how.',
      },
    ];
  return [...healthPortProblems(serving, healthPort), ...addressProblems(serving), ...doubledAddresses(serving)];
}

/** Two modules must not speak for one issuer. */
export function doubledIssuers(outbound: readonly OutboundSmartInstance[]): readonly ConfigurationProblem[] {
  const addresses = outbound.map(({ moduleId, baseUrl }) => ({ moduleId, value: baseUrl }));
  return doubled('issuer.url', addresses);
}

function doubledAddresses(serving: readonly Serving[]): readonly ConfigurationProblem[] {
  const addresses = serving
    .filter(({ port }) => port !== 0)
    .map(({ moduleId, port, contextPath }) => ({ moduleId, value: `${port}${contextPath || '/'}` }));
  return doubled('context_path', addresses);
}

function healthPortProblems(serving: readonly Serving[], healthPort: number): readonly ConfigurationProblem[] {
  const other = serving.find(({ port }) => port === healthPort && healthPort !== 0);
  if (other === undefined) return [];
  const problem = `${healthPort} is also the port of module ${other.moduleId}`;
  return [{ key: 'GATEHOUSE_HEALTH_PORT', problem, remedy: 'Give the health listener a port of its own.' }];
}

/** Modules that share a port share its listener, and that is bound to one address. */
function addressProblems(serving: readonly Serving[]): readonly ConfigurationProblem[] {
  const first = new Map<number, Serving>();
  return serving.flatMap((each) => {
    const { port, bindAddress, moduleId } = each;
    const other = first.get(port) ?? each;
    first.set(port, other);
    if (other.bindAddress === bindAddress) return [];
    const problem = `"${bindAddress}" differs from "${other.bindAddress}" of module ${other.moduleId}, with which it shares port ${port}`;
    const remedy = 'Write the same address for both, or give each a port of its own.';
    return [{ key: `module.${moduleId}.config.bind_address`, problem, remedy }];
  });
}

/** What a module must have for itself. */
interface Unique {
  readonly moduleId: string;
  readonly value: string;
}

function doubled(key: string, all: readonly Unique[]): readonly ConfigurationProblem[] {
  const seen = new Map<string, string>();
  return all.flatMap(({ moduleId, value }) => {
    const other = seen.get(value);
    if (other === undefined) seen.set(value, moduleId);
    if (other === undefined) return [];
    const problem = `is the same as that of module ${other} (${value})`;
    const remedy = 'Give each module an address and an issuer of its own.';
    return [{ key: `module.${moduleId}.config.${key}`, problem, remedy }];
  });
}

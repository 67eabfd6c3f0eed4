import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** What listens. */
export interface Listening {
  readonly outbound: readonly OutboundSmartInstance[];
  /** 0 for any free port. */
  readonly healthPort: number;
}

/**
 * Two modules must not answer at one address, nor speak for one issuer, and one port has one listener: without any module
 * there is nothing to start.
 */
export function listenerProblems({ outbound, healthPort }: Listening): readonly ConfigurationProblem[] {
  if (outbound.length === 0)
    return [
      {
        key: 'module.<id>.type',
        problem: 'no module of type SECURITY_OUT_SMART is configured',
        remedy: 'Add one; config/gatehouse.properties shows how.',
      },
    ];
  return [
    ...healthPortProblems(outbound, healthPort),
    ...addressProblems(outbound),
    ...doubled(outbound, 'context_path', ({ options, contextPath }) =>
      options.listener.port === 0 ? undefined : `${options.listener.port}${contextPath || '/'}`,
    ),
    ...doubled(outbound, 'issuer.url', ({ baseUrl }) => baseUrl),
  ];
}

function healthPortProblems(
  outbound: readonly OutboundSmartInstance[],
  healthPort: number,
): readonly ConfigurationProblem[] {
  const other = outbound.find(({ options }) => options.listener.port === healthPort && healthPort !== 0);
  if (other === undefined) return [];
  const problem = `${healthPort} is also the port of module ${other.moduleId}`;
  return [{ key: 'GATEHOUSE_HEALTH_PORT', problem, remedy: 'Give the health listener a port of its own.' }];
}

/** Modules that share a port share its listener, and that is bound to one address. */
function addressProblems(outbound: readonly OutboundSmartInstance[]): readonly ConfigurationProblem[] {
  const first = new Map<number, OutboundSmartInstance>();
  return outbound.flatMap((instance) => {
    const { port, bindAddress } = instance.options.listener;
    const other = first.get(port) ?? instance;
    first.set(port, other);
    if (other.options.listener.bindAddress === bindAddress) return [];
    const problem = `"${bindAddress}" differs from "${other.options.listener.bindAddress}" of module ${other.moduleId}, with which it shares port ${port}`;
    const remedy = 'Write the same address for both, or give each a port of its own.';
    return [{ key: `module.${instance.moduleId}.config.bind_address`, problem, remedy }];
  });
}

function doubled(
  outbound: readonly OutboundSmartInstance[],
  key: string,
  identity: (instance: OutboundSmartInstance) => string | undefined,
): readonly ConfigurationProblem[] {
  const seen = new Map<string, string>();
  return outbound.flatMap((instance) => {
    const value = identity(instance);
    const other = value === undefined ? undefined : seen.get(value);
    if (value !== undefined && other === undefined) seen.set(value, instance.moduleId);
    if (other === undefined) return [];
    const remedy = 'Give each module an address and an issuer of its own.';
    return [
      {
        key: `module.${instance.moduleId}.config.${key}`,
        problem: `is the same as that of module ${other} (${value})`,
        remedy,
      },
    ];
  });
}

import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** Two modules must not answer at one address, nor speak for one issuer; without any module there is nothing to start. */
export function listenerProblems({
  outbound,
}: {
  readonly outbound: readonly OutboundSmartInstance[];
}): readonly ConfigurationProblem[] {
  if (outbound.length === 0)
    return [
      {
        key: 'module.<id>.type',
        problem: 'no module of type SECURITY_OUT_SMART is configured',
        remedy: 'Add one; config/gatehouse.properties shows how.',
      },
    ];
  return [
    ...doubled(outbound, 'context_path', ({ options, contextPath }) =>
      options.port === 0 ? undefined : `${options.port}${contextPath || '/'}`,
    ),
    ...doubled(outbound, 'issuer.url', ({ baseUrl }) => baseUrl),
  ];
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

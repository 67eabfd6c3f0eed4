import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** What is wrong with the modules whose tokens a module exchanges: only the whole configuration shows it. */
export function exchangeProblems(outbound: readonly OutboundSmartInstance[]): readonly ConfigurationProblem[] {
  const known = new Map(outbound.map((instance) => [instance.moduleId, instance]));
  return outbound.flatMap((instance) =>
    instance.options.exchange.trustedModules.flatMap((moduleId) =>
      problemWith(instance, moduleId, known.get(moduleId)),
    ),
  );
}

function problemWith(
  { moduleId, inboundModuleId }: OutboundSmartInstance,
  named: string,
  other: OutboundSmartInstance | undefined,
): readonly ConfigurationProblem[] {
  const key = `module.${moduleId}.config.token_exchange.trusted_modules`;
  if (other === undefined)
    return [
      {
        key,
        problem: `names "${named}", which is no SMART outbound module here`,
        remedy: 'Name one, or leave it out.',
      },
    ];
  if (other.inboundModuleId === inboundModuleId) return [];
  const problem = `names "${named}", whose people are those of "${other.inboundModuleId}"`;
  return [{ key, problem, remedy: `Name a module with requires.SECURITY_IN_UP=${inboundModuleId}.` }];
}

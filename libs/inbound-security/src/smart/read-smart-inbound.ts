import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';
import type { SmartInboundInstance } from './smart-inbound-instance.js';
import { MODULE_NAME, SmartInboundOptions } from './smart-inbound.options.js';

const TYPE = 'SECURITY_IN_SMART';

/** One module of type SECURITY_IN_SMART as the property file has it. */
export interface SmartInboundModule {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Values by key, without `module.<id>.config.`. */
  readonly config: ReadonlyMap<string, string>;
}

/** An instance, to be used only when there are no problems. */
export interface ReadSmartInbound {
  readonly instance: SmartInboundInstance;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads one SMART inbound module and reports everything that is wrong with it: also trust in modules that do not exist, from which an operator
 * would expect tokens to count.
 * @param outboundModuleIds the SMART outbound modules of the configuration
 */
export function readSmartInbound(
  { nodeId, moduleId, config }: SmartInboundModule,
  outboundModuleIds: ReadonlySet<string>,
): ReadSmartInbound {
  const known = new Set([...outboundModuleIds].map((id) => `${nodeId}/${id}`));
  const { options, problems } = bindOptions(SmartInboundOptions, config, TYPE);
  const trusted = [...new Set(options.trustedModules)];
  const found = [...problems, ...refusedProblems(SmartInboundOptions, config, TYPE)];
  // What is no name at all has been reported; the others can be looked for.
  const strangers = trusted.filter((name) => MODULE_NAME.test(name) && !known.has(name));
  return {
    instance: {
      nodeId,
      moduleId,
      trustedModuleIds: trusted.filter((name) => known.has(name)).map(moduleIdOf),
      options,
    },
    problems: [...found, ...strangerProblems(strangers, known)].map((each) => ({
      ...each,
      key: `module.${moduleId}.config.${each.key}`,
    })),
  };
}

function moduleIdOf(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

function strangerProblems(strangers: readonly string[], known: ReadonlySet<string>): readonly ConfigurationProblem[] {
  if (strangers.length === 0) return [];
  return [
    {
      key: 'trust_intra_cluster_tokens.modules',
      problem: `names what is no SMART outbound module of this server: ${strangers.join(', ')}`,
      remedy: `Name modules of type SECURITY_OUT_SMART (here: ${[...known].join(', ') || 'none is configured'}).`,
    },
  ];
}

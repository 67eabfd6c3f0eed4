import { LocalInboundOptions } from '#inbound-security/local/local-inbound.options';
import type { LocalInboundInstance } from '#inbound-security/local/local-inbound-instance';
import { sortUnknownKeys, unknownKeyWarnings } from '#module-config/accepted-keys';
import type { ModuleDefinition, ModuleDefinitions } from '#module-config/module-definitions';
import { isProductModuleType } from '#module-config/product-module-types';
import { bindOptions, scriptProblems, type ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { readInstance } from '#outbound-smart/instances/read-instance';
import { exchangeProblems } from './exchange-problems.js';
import { plainValues } from './plain-values.js';

/** The modules this server offers, to be used only when there are no problems. */
export interface ConfiguredModules {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly inboundLocal: readonly LocalInboundInstance[];
  readonly problems: readonly ConfigurationProblem[];
  /** What was read and has no effect, or not the one it seems to have. */
  readonly warnings: readonly string[];
}

interface ReadModule<Instance> {
  readonly instance: Instance;
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly string[];
}

const OUTBOUND = 'SECURITY_OUT_SMART';
const LOCAL = 'SECURITY_IN_LOCAL';

/** Reads every module by the options of its type. */
export function readModules({ modules }: ModuleDefinitions, mode: 'evaluation' | 'production'): ConfiguredModules {
  const local = modules.filter(({ type }) => type === LOCAL).map(readLocal);
  const inboundModuleIds = new Set(local.map(({ instance }) => instance.moduleId));
  const outbound = modules
    .filter(({ type }) => type === OUTBOUND)
    .map((module) => readOutbound(module, { mode, inboundModuleIds }));
  const others = readOthers(modules.filter(({ type }) => ![OUTBOUND, LOCAL, ''].includes(type)));
  const read = [...outbound, ...local, others];
  return {
    outbound: outbound.map(({ instance }) => instance),
    inboundLocal: local.map(({ instance }) => instance),
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...exchangeProblems(outbound.map(({ instance }) => instance)),
    ],
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

function readOutbound(
  module: ModuleDefinition,
  surroundings: Parameters<typeof readInstance>[1],
): ReadModule<OutboundSmartInstance> {
  const read = readInstance({ ...module, config: plainValues(module.config) }, surroundings);
  return { ...read, warnings: [...read.warnings, ...keyWarnings(module, read.unknownKeys)] };
}

function readLocal(module: ModuleDefinition): ReadModule<LocalInboundInstance> {
  const { nodeId, moduleId } = module;
  const config = plainValues(module.config);
  const { options, problems, unknownKeys } = bindOptions(LocalInboundOptions, config, LOCAL);
  const scripts = scriptProblems(config);
  const refused = new Set(scripts.map(({ key }) => key));
  const located = [...problems, ...scripts].map((each) => ({ ...each, key: `module.${moduleId}.config.${each.key}` }));
  const warnings = keyWarnings(
    module,
    unknownKeys.filter((key) => !refused.has(key)),
  );
  return { instance: { nodeId, moduleId, options }, problems: located, warnings };
}

/** A module of the product that is not part of this server is left out; a type that nobody knows is a mistake. */
function readOthers(modules: readonly ModuleDefinition[]): Omit<ReadModule<never>, 'instance'> {
  const [known, unknown] = [true, false].map((isKnown) =>
    modules.filter(({ type }) => isProductModuleType(type) === isKnown),
  );
  return {
    problems: (unknown ?? []).map(({ moduleId, type }) => ({
      key: `module.${moduleId}.type`,
      problem: `"${type}" is no module type`,
      remedy: `Write ${OUTBOUND} or ${LOCAL}. Other types of the product are accepted and left out.`,
    })),
    warnings: (known ?? []).map(
      ({ moduleId, type }) =>
        `module.${moduleId}: modules of type ${type} are not part of this server and are left out`,
    ),
  };
}

function keyWarnings({ moduleId, type }: ModuleDefinition, unknownKeys: readonly string[]): readonly string[] {
  return unknownKeyWarnings(moduleId, sortUnknownKeys(type, unknownKeys));
}

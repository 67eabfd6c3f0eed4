import { plainValues } from '#module-config/configuration-value';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { bindOptions, refusedProblems, type ConfigurationProblem } from '#module-config/property.port';
import { ClusterManagerOptions } from './cluster-manager.options.js';

/** The type of the modules that hold what belongs to all: keystores among it (product reference 1.1). */
export const CLUSTER_MGR = 'CLUSTER_MGR';

/** A cluster manager: data, nothing runs. */
export interface ClusterManager {
  readonly moduleId: string;
  readonly options: ClusterManagerOptions;
}

/** A cluster manager, to be used only when there are no problems. */
export interface ReadClusterManager {
  readonly instance: ClusterManager;
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads a module of type CLUSTER_MGR. */
export function readClusterManager({ moduleId, config: written }: ModuleDefinition): ReadClusterManager {
  const config = plainValues(written);
  const { options, problems } = bindOptions(ClusterManagerOptions, config, CLUSTER_MGR);
  const located = [...problems, ...refusedProblems(ClusterManagerOptions, config, CLUSTER_MGR)].map((each) => ({
    ...each,
    key: `module.${moduleId}.config.${each.key}`,
  }));
  return { instance: { moduleId, options }, problems: located };
}

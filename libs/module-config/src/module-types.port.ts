import type { ModuleTypeProperties } from './catalogue/module-type-properties.js';
import type { ConfigurationProblem } from './configuration-problem.js';
import type { ModuleDefinition } from './module-definitions.js';

/** What is found about definitions. */
export interface ModuleFindings {
  readonly problems: readonly ConfigurationProblem[];
  /** What has no effect, or not the one it seems to have. */
  readonly warnings: readonly string[];
}

/** What only the libraries behind the types know; the composition root knows the libraries. */
export interface ModuleTypes {
  /** Whether modules of this type are part of this server. */
  isSupported(type: string): boolean;
  /** The properties of a type that have an effect; none for a type that is not part of this server. */
  propertiesOf(type: string): ModuleTypeProperties;
  /** Whether the value of an option is never shown, in any spelling of its key, or whatever its key. */
  isSecret(type: string, key: string, value: string): boolean;
  /** Everything that a start of these modules would find without the database; of two that cannot both be there, the later one is told. */
  check(modules: readonly ModuleDefinition[]): Promise<ModuleFindings>;
}

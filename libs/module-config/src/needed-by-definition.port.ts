import type { ConfigurationProblem } from './configuration-problem.js';
import type { DefinedModule } from './stored-by-definition.port.js';

/** What is stored and a module does nothing without, for those who change definitions. Who uses it knows. */
export interface NeededByDefinition {
  /** What of it is not there. It may come later, and so keeps no definition from being saved. */
  missingUnder(module: DefinedModule): Promise<readonly ConfigurationProblem[]>;
}

/** DI token of {@link NeededByDefinition}; provided by the library whose modules need something. */
export const NEEDED_BY_DEFINITION = Symbol('NeededByDefinition');

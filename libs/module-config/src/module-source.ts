import { moduleDefinitions, type ModuleDefinitions } from './module-definitions.js';
import { modulesOfProperties, propertiesOfModule } from './module-properties.js';
import { withReferencedValues } from './option-references.js';
import type { SeedVariables } from './seed-variables.js';
import type { ModuleDefinitionStore } from './stores/module-definition.store.js';
import type { StoredModule } from './stores/stored-module.js';

/** What is outside of the database: the property file, and the environment, which stands above both. */
export interface OutsideProperties {
  /** Where definitions of modules count (reference 1.3). */
  readonly kind: 'DATABASE' | 'PROPERTIES';
  /** The properties of modules in the property file as it is now, by whole keys. */
  readonly readFile: () => ReadonlyMap<string, string>;
  /** The properties of the server, as they were at the start. */
  readonly server: ReadonlyMap<string, string>;
  /** By whole keys (ruling 55). */
  readonly overrides: ReadonlyMap<string, string>;
  readonly variables: SeedVariables;
}

/** The definitions of modules, wherever they count. */
export class ModuleSource {
  constructor(
    readonly outside: OutsideProperties,
    private readonly store: Pick<ModuleDefinitionStore, 'all'>,
  ) {}

  /** Every module as it is written, by id. */
  async written(): Promise<readonly StoredModule[]> {
    return this.outside.kind === 'DATABASE' ? this.store.all() : this.ofFile();
  }

  /** The modules of the property file, whether it counts or not. */
  ofFile(): readonly StoredModule[] {
    const modules = modulesOfProperties(moduleDefinitions(this.outside.readFile()));
    return modules.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
  }

  /** What is to run: modules as written, below the environment, variables replaced by their values. */
  definitionsOf(written: readonly Omit<StoredModule, 'version'>[]): ModuleDefinitions {
    const read = this.unresolvedOf(written);
    return { ...read, modules: read.modules.map((module) => withReferencedValues(module, this.outside.variables)) };
  }

  /** {@link unresolvedOf} everything that is written. */
  async unresolved(): Promise<ModuleDefinitions> {
    return this.unresolvedOf(await this.written());
  }

  async definitions(): Promise<ModuleDefinitions> {
    return this.definitionsOf(await this.written());
  }

  /** Modules below the environment, to be shown: references to variables stand as they are written. */
  unresolvedOf(written: readonly Omit<StoredModule, 'version'>[]): ModuleDefinitions {
    const { kind, overrides, server } = this.outside;
    const properties = new Map([...server, ...written.flatMap(propertiesOfModule)]);
    return moduleDefinitions(properties, overrides, kind === 'DATABASE' ? 'database' : 'file');
  }
}

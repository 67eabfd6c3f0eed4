import type { FieldProblem } from '#protocol/json/json-fields';

/** A definition as far as what is stored can depend on it, the environment above it. */
export interface DefinedModule {
  readonly moduleId: string;
  readonly type: string;
  /** Values by key, variables replaced. */
  readonly config: ReadonlyMap<string, string>;
}

/** What is stored by a rule that the definition of its module has, for those who change definitions. Who stores it knows the rule. */
export interface StoredByDefinition {
  /**
   * What would not be found any more under a definition; the fields are its options.
   * @param before what it takes the place of: a rule that stays is not judged. Absent: all are
   */
  lostUnder(after: DefinedModule, before?: DefinedModule): Promise<readonly FieldProblem[]>;
}

/** DI token of {@link StoredByDefinition}; provided by the library that owns users. */
export const STORED_BY_DEFINITION = Symbol('StoredByDefinition');

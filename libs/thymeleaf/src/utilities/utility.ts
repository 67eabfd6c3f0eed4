import type { Scope } from '../scope.js';
import type { Value } from '../value.js';

/** One method of a utility object. Arguments are values, never code. @throws TemplateError `value` for arguments it cannot work with */
export type UtilityMethod = (scope: Scope, ...given: readonly Value[]) => Value;

/** A utility object such as `#strings`: its methods by name, looked up as own entries only. */
export type UtilityObject = ReadonlyMap<string, UtilityMethod>;

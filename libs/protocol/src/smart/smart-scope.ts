import { resourceTypes } from './resource-type.js';
import { scopeName } from './scope-name.js';

/** create · read (also vread and the history of one) · update and patch · delete · search (also the history of a type). */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';

/** Whose records a scope reaches: the patient in context, all that the person may see, or all that the client itself may see. */
export type ScopeContext = 'patient' | 'user' | 'system';

/** A scope for clinical data, in either syntax. `patient/*.read` and `patient/*.rs` differ in `version` only. */
export interface SmartScope {
  readonly context: ScopeContext;
  /** The name of a resource type, or `*` for all types there are and will be. */
  readonly resourceType: string;
  readonly interactions: ReadonlySet<Interaction>;
  /** What follows the `?` of a granular scope, byte for byte; absent means no restriction. Version 2 only. */
  readonly search?: string;
  readonly version: 1 | 2;
}

const allInteractions: readonly Interaction[] = ['c', 'r', 'u', 'd', 's'];

/** What the words of SMART 1 mean in the letters of SMART 2 (STD S2). */
const versionOne: ReadonlyMap<string, string> = new Map([
  ['read', 'rs'],
  ['write', 'cud'],
  ['*', 'cruds'],
]);

// No quantifier here can match the same text in two ways, so hostile input costs linear time.
const grammar = /^(patient|user|system)\/(\*|[A-Za-z]{1,64})\.([a-z]{1,5}|\*)(?:\?([^?]{1,2048}))?$/;
const versionTwoLetters = /^c?r?u?d?s?$/;
const searchParameter = /^[A-Za-z_][A-Za-z0-9_.:-]*=[^=&].*$/;

/**
 * Reads a clinical scope of SMART 1 (`patient/*.read`) or SMART 2 (`patient/Observation.rs?category=…`), also in its URI form.
 * Letters out of order, letters unknown and types that FHIR has not are no scope at all: better unknown than misread (STD S1, S2, S3).
 * @see SMART App Launch 2.2, "Scopes for requesting FHIR Resources"
 */
export function parseSmartScope(text: string): SmartScope | undefined {
  const [, context, resourceType = '', access = '', search] = grammar.exec(scopeName(text)) ?? [];
  if (!isContext(context) || !isResourceType(resourceType)) return undefined;
  const letters = versionOne.get(access);
  if (letters !== undefined) {
    return search === undefined
      ? { context, resourceType, interactions: interactionsOf(letters), version: 1 }
      : undefined;
  }
  if (!versionTwoLetters.test(access)) return undefined;
  const scope = { context, resourceType, interactions: interactionsOf(access), version: 2 } as const;
  if (search === undefined) return scope;
  return search.split('&').every((part) => searchParameter.test(part)) ? { ...scope, search } : undefined;
}

/** Whether a scope starts as a clinical one; it may still be none. */
export function looksClinical(scope: string): boolean {
  return /^(?:patient|user|system)\//.test(scopeName(scope));
}

/** Whether one scope reaches as far as another in context, type, interactions and search. */
export function coversClinical(wide: SmartScope, narrow: SmartScope): boolean {
  return (
    wide.context === narrow.context &&
    (wide.resourceType === '*' || wide.resourceType === narrow.resourceType) &&
    [...narrow.interactions].every((letter) => wide.interactions.has(letter)) &&
    (wide.search === undefined || wide.search === narrow.search)
  );
}

/** The letters of SMART 2 for these interactions, in the order of its grammar: `rs`. */
export function interactionLetters(interactions: ReadonlySet<Interaction>): string {
  return allInteractions.filter((letter) => interactions.has(letter)).join('');
}

function interactionsOf(letters: string): ReadonlySet<Interaction> {
  return new Set(allInteractions.filter((letter) => letters.includes(letter)));
}

function isContext(text: string | undefined): text is ScopeContext {
  return text === 'patient' || text === 'user' || text === 'system';
}

function isResourceType(text: string): boolean {
  return text === '*' || resourceTypes.has(text);
}

import { resourceTypes } from '../smart/resource-type.js';
import { interactionLetters, parseSmartScope } from '../smart/smart-scope.js';
import type { Reach } from './reach.js';

/** Most compartments that one argument may name. */
const MOST_COMPARTMENTS = 4;
const identifier = '[A-Za-z0-9.-]{1,64}';
const place = new RegExp(`^(\\*|[A-Za-z]{1,64})(?:/(${identifier}))?\\.([a-z]{1,5}(?:\\?\\S+)?)$`);
const resource = new RegExp(`^([A-Za-z]{1,64})/${identifier}$`);

/**
 * The argument of GATEHOUSE_FHIR_ACCESS, which says exactly what the product's permissions have no names for:
 * `<type or *>[/<id>].<letters>[?<search>]`, then ` in <compartment>` for each compartment: `Observation.rs?category=laboratory in Patient/123`.
 */
export function accessArgument({ resourceType, id, interactions, search, compartments }: Reach): string {
  const what = id === undefined ? resourceType : `${resourceType}/${id}`;
  const condition = search === undefined ? '' : `?${search}`;
  return [`${what}.${interactionLetters(interactions)}${condition}`, ...compartments].join(' in ');
}

/** Reads such an argument; undefined when it is none. */
export function readAccessArgument(argument: string): Reach | undefined {
  const [what = '', ...compartments] = argument.split(' in ');
  const [, resourceType = '', id, access = ''] = place.exec(what) ?? [];
  // The grammar of a scope, letters and search, is that of SMART 2.
  const scope = parseSmartScope(`user/${resourceType}.${access}`);
  if (scope?.version !== 2 || (id !== undefined && resourceType === '*')) return undefined;
  if (compartments.length > MOST_COMPARTMENTS || !compartments.every(isResource)) return undefined;
  const { interactions, search } = scope;
  return {
    ...{ resourceType, interactions, compartments: compartments.sort() },
    ...(id !== undefined && { id }),
    ...(search !== undefined && { search }),
  };
}

/** Whether a text names one resource, of a type that FHIR has: `Patient/123`. */
export function isResource(text: string): boolean {
  return resourceTypes.has(resource.exec(text)?.[1] ?? '');
}

import type { LaunchContextEntry } from '../user/user-session.js';
import { contextNeeds, needKey, type ContextNeed } from './context-need.js';
import { resourceIdOf } from './resource-id.js';
import { includesScope } from './scope-name.js';

/** A resource that is in context, for instance type `patient`, id `123`. */
export interface LaunchResource extends ContextNeed {
  /** Also the name of the member of the token response; lower case, unless a script named it otherwise. */
  readonly type: string;
  readonly id: string;
}

/** What a grant says about the launch: the resources in context, and other members of the token response as they are (SMART 2.2, L5). */
export interface LaunchContext {
  readonly resources: readonly LaunchResource[];
  /** Members such as `need_patient_banner`, `intent`, `smart_style_url`, `tenant`, `fhirContext`. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** A launch that selected nothing. */
export const emptyLaunchContext: LaunchContext = { resources: [], members: {} };

/**
 * What the granted scopes ask for of the context there is: `launch` for all of it, `launch/<type>` for the resource of one type or role, a
 * `patient/…` scope for the patient even when no launch scope came with it (STD L2).
 * @see SMART App Launch 2.2, "Scopes for requesting context data"; STD S10
 */
export function launchContextFor(scopes: readonly string[], context: LaunchContext): LaunchContext {
  if (includesScope(scopes, 'launch')) return context;
  const wanted = new Set(contextNeeds(scopes).map(needKey));
  return { resources: context.resources.filter((resource) => wanted.has(needKey(resource))), members: {} };
}

/** The resources a person works with unless the launch says otherwise; what can be none of its type is none. */
export function defaultResources(defaults: readonly LaunchContextEntry[] = []): readonly LaunchResource[] {
  return defaults.flatMap(({ contextType, resourceId }) => {
    const type = contextType.toLowerCase();
    const id = resourceIdOf(type, resourceId);
    return id === undefined ? [] : [{ type, id }];
  });
}

/** Those of the resources that are the only ones of their type: where several could be meant and nobody can be asked, none is. */
export function soleResources(resources: readonly LaunchResource[]): readonly LaunchResource[] {
  const byType = Map.groupBy(resources, ({ type }) => type);
  return [...byType.values()].flatMap(([first, ...others]) =>
    first === undefined || others.some(({ id }) => id !== first.id) ? [] : [first],
  );
}

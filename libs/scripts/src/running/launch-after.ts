import { isDeepStrictEqual } from 'node:util';
import { readFhirContext, type FhirContextItem } from '#protocol/smart/fhir-context';
import type { LaunchContext, LaunchResource } from '#protocol/smart/launch-context';
import { resourceIdOf } from '#protocol/smart/resource-id';
import type { LaunchResourceId } from '#protocol/user/user-session';
import type { ReadSession } from './read-session.js';
import { UnusableResult } from './unusable-result.js';

/** The resources of a launch as scripts see them. */
export function shownResources({ resources }: LaunchContext): readonly LaunchResourceId[] {
  return resources.map(({ type, id }) => ({ resourceType: type, resourceId: id }));
}

/**
 * The launch after a script: what it took out of the list is gone, what it added is in context under the name that it gave (ruling 13). Of one type
 * that it added to, only what it added last is in context, since the token response has one member for it; `Patient` is
 * another name for it than `patient`, and no other type.
 * @throws UnusableResult — as `readFhirContext`
 */
export function launchAfter(
  before: LaunchContext,
  { launchResourceIds, fhirContext }: Pick<ReadSession, 'launchResourceIds' | 'fhirContext'>,
): LaunchContext {
  const resources = resourcesAfter(before.resources, launchResourceIds);
  const isSame =
    resources.length === before.resources.length && resources.every((each, at) => each === before.resources[at]);
  if (isSame && fhirContext.length === 0) return before;
  return { resources: isSame ? before.resources : resources, members: membersAfter(before.members, fhirContext) };
}

/** Those of the list that were not there before, in the order they were added. */
export function addedResources(
  before: readonly LaunchResourceId[],
  after: readonly LaunchResourceId[],
): readonly LaunchResourceId[] {
  const known = [...before];
  return after.filter(({ resourceType, resourceId }) => {
    const at = known.findIndex((each) => each.resourceType === resourceType && each.resourceId === resourceId);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

function resourcesAfter(
  before: readonly LaunchResource[],
  after: readonly LaunchResourceId[],
): readonly LaunchResource[] {
  const shown = shownResources({ resources: before, members: {} });
  const added = new Map(addedResources(shown, after).map((each) => [each.resourceType.toLowerCase(), each]));
  const removed = addedResources(after, shown);
  const gone = [...removed];
  const kept = before.filter(({ type, id, role }) => {
    const at = gone.findIndex((each) => each.resourceType === type && each.resourceId === id);
    if (at >= 0) gone.splice(at, 1);
    return at < 0 && (role !== undefined || !added.has(type.toLowerCase()));
  });
  return [...kept, ...[...added.values()].map(launchResource)];
}

/** `Patient/123` is `123`; what can be no id of its type stays as it was given, and no app is told it. */
function launchResource({ resourceType, resourceId }: LaunchResourceId): LaunchResource {
  return { type: resourceType, id: resourceIdOf(resourceType, resourceId) ?? resourceId };
}

function membersAfter(members: LaunchContext['members'], added: readonly FhirContextItem[]): LaunchContext['members'] {
  if (added.length === 0) return members;
  const before: unknown = members['fhirContext'];
  const there = Array.isArray(before) ? (before as readonly FhirContextItem[]) : [];
  const isNew = (item: FhirContextItem) => !there.some((each) => isDeepStrictEqual(each, item));
  const fresh = checked(added).filter(isNew);
  return fresh.length === 0 ? members : { ...members, fhirContext: [...there, ...fresh] };
}

function checked(items: readonly FhirContextItem[]): readonly FhirContextItem[] {
  try {
    return readFhirContext(items);
  } catch (error) {
    throw new UnusableResult(error instanceof Error ? error.message : 'fhirContext cannot be read', { cause: error });
  }
}

import { resourceIdOf } from '#protocol/smart/resource-id';
import { resourceTypeNamed } from '#protocol/smart/resource-type';
import type { LaunchContextEntry } from '#protocol/user/user-session';
import type { ContextSelectionCall, ScriptContextChoice } from '../post-authorize-script.port.js';
import { addedResources } from './launch-after.js';
import { readSession } from './read-session.js';
import type { RunNotes } from './script-runner.js';
import { readLine, readList, readName, readObject } from './read-value.js';

const MOST_CHOICES = 500;

/**
 * What a person may choose after `onSmartLoginPreContextSelection`. Resources that the script put on the session, or made the person's default, are the
 * only ones of their type.
 * What can be no resource of its type here is not offered, and the log of the run says so.
 * @throws UnusableResult
 */
export function readChoices(
  value: unknown,
  { user, choices: before }: Pick<ContextSelectionCall, 'user' | 'choices'>,
  { warn }: Pick<RunNotes, 'warn'>,
): readonly ScriptContextChoice[] {
  const { session, choices } = readObject(value, 'the result');
  const { launchResourceIds, defaultLaunchContexts } = readSession(session, user);
  const put = [
    ...addedResources(user.launchResources ?? [], launchResourceIds),
    ...addedResources(user.defaultLaunchContexts.map(entryResource), defaultLaunchContexts.map(entryResource)),
  ].map(({ resourceType, resourceId }) => choiceOf(resourceType, resourceId));
  const settled = new Set(put.map(({ resourceType }) => resourceType));
  const offered = readList(choices, 'the choices', MOST_CHOICES + before.length).map(readChoice);
  return [...offered.filter(({ resourceType }) => !settled.has(resourceType)), ...put].filter((choice) => {
    const isResource = resourceIdOf(choice.resourceType, choice.resourceId) !== undefined;
    if (!isResource) warn(`a choice of ${choice.resourceType} is left out: its id is none of such a resource here`);
    return isResource;
  });
}

function entryResource({ contextType, resourceId }: LaunchContextEntry) {
  return { resourceType: contextType, resourceId };
}

function readChoice(value: unknown): ScriptContextChoice {
  const { resourceType, resourceId, displayName } = readObject(value, 'a choice');
  const id = readName(resourceId, 'the id of a choice', 500);
  const choice = choiceOf(readName(resourceType, 'the type of a choice', 64), id);
  const name = readLine(displayName, 'the name of a choice', 300);
  return name === '' ? choice : { ...choice, displayName: name };
}

/** `patient` is Patient: scripts write types either way. */
function choiceOf(type: string, resourceId: string): ScriptContextChoice {
  const resourceType = resourceTypeNamed(type.toLowerCase()) ?? type;
  const displayName = resourceId.includes('/') ? resourceId : `${resourceType}/${resourceId}`;
  return { resourceType, resourceId, displayName };
}

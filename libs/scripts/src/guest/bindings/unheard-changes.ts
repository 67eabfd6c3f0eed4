import { note } from './script-notes.js';
import type { ScriptedSession, SessionShape } from './session-shape.js';
import { UserSessionDetails } from './user-session-details.js';

/** Who somebody is, no script of tokens changes. */
const identity = ['nodeId', 'moduleId', 'username', 'external'] as const;
const names = ['familyName', 'givenName', 'email', 'notes'] as const;

/**
 * Tells the author of a script of tokens what of the changes to `theUserSession` counts for nothing, and what to do instead.
 * @param before what the session was made of
 * @param unheard names of permissions that count for nothing, with blanks between
 */
export function noteUnheard(session: UserSessionDetails, before: SessionShape, unheard: string): void {
  for (const name of [...identity, ...names])
    if (isChanged(session[name], before[name]))
      note(`theUserSession.${name} stays as it is: who somebody is, onTokenGenerating does not change`);
  const left = UserSessionDetails.scripted(session);
  notePermissions(left, before, new Set(unheard.split(' ')));
  noteDefaults(left, before);
}

/** What is empty is null for scripts. */
function isChanged(value: unknown, before: unknown): boolean {
  const isNothing = value === null || value === undefined || value === '';
  return isNothing ? before !== '' : value !== before;
}

function notePermissions({ authorities }: ScriptedSession, before: SessionShape, unheard: ReadonlySet<string>): void {
  for (const { permission, argument } of authorities) {
    const isOwn = before.authorities.some((each) => each.permission === permission && each.argument === argument);
    if (!isOwn && unheard.has(permission))
      note(
        `${permission} is power over the server and is not given: ` +
          'that takes post_authorize_script.may_add_administrative_permissions of the module',
      );
  }
}

/** A default counts where the launch has nothing of its type. */
function noteDefaults({ defaultLaunchContexts, launchResourceIds }: ScriptedSession, before: SessionShape): void {
  const resources = launchResourceIds.map((each) => {
    const { resourceType, resourceId } = each as { resourceType: unknown; resourceId: unknown };
    return { type: String(resourceType).toLowerCase(), id: bare(resourceId) };
  });
  for (const each of defaultLaunchContexts) {
    const { contextType, resourceId } = each as { contextType: unknown; resourceId: unknown };
    const isOld = before.defaultLaunchContexts.some(
      (old) => old.contextType === contextType && old.resourceId === resourceId,
    );
    const there = resources.filter(({ type }) => type === String(contextType).toLowerCase());
    if (isOld || there.length === 0 || there.some(({ id }) => id === bare(resourceId))) continue;
    note(
      `the default launch context ${String(contextType).slice(0, 64)} changes nothing here, ` +
        'since the launch has one of the type: use addLaunchResourceId',
    );
  }
}

function bare(id: unknown): string {
  return String(id).replace(/^[A-Za-z]+\//, '');
}

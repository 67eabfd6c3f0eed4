import type { Decision } from '#protocol/decision/decision-trace';
import { readChange } from '#protocol/permissions/script-change';
import { hashedResource } from '#protocol/smart/hashed-resource';
import type { Authority } from '#protocol/user/authority';
import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { ScriptSettings } from '../configured-script.port.js';
import type { RunNotes } from './script-runner.js';

/** What a script that lets people in did to their permissions. */
export interface ScriptedAuthorities {
  readonly before: readonly Authority[];
  readonly after: readonly Authority[];
  readonly settings: Pick<ScriptSettings, 'mayAdminister'>;
}

/** As far as it is let (rulings 6 and 37); the trace of the run tells all of it, its log what was refused. */
export function scriptedAuthorities(
  { before, after, settings }: ScriptedAuthorities,
  notes: RunNotes,
): { readonly added: readonly Authority[]; readonly removed: readonly Authority[] } {
  const { change, decisions } = readChange(before, after, settings.mayAdminister === true);
  notes.decided(decisions);
  for (const { value, outcome } of decisions)
    if (outcome === 'refused')
      notes.warn(
        `${value} is not given: it is about the server, and the module's property that ends with script.may_add_administrative_permissions is false`,
      );
  return change;
}

/** What a sign-in put into the launches of the session, for the trace of the run. */
export function launchDecisions({ launchResources = [] }: Pick<SignInDetails, 'launchResources'>): readonly Decision[] {
  return launchResources.map(({ resourceType, resourceId }) => ({
    ...{ kind: 'context', value: hashedResource(resourceType, resourceId), outcome: 'added' },
    ...{ ruleId: 'context.added-by-script', source: 'script' },
  }));
}

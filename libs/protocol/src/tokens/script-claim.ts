import { isDeepStrictEqual } from 'node:util';
import { noChange, type PermissionChange } from '../permissions/script-change.js';
import type { LaunchContext } from '../smart/launch-context.js';

/** What `onTokenGenerating` changed for one token, beyond claims. The token carries it, because nothing else would know it later. */
export interface ScriptedToken {
  readonly permissions: PermissionChange;
  /** Present where the script changed the launch. */
  readonly launchContext?: LaunchContext;
  /** Present where the script said which FHIR resource stands for the person. */
  readonly fhirUserUrl?: string;
}

/** The launch of a token, where the script changed it. */
export function changedLaunch(before: LaunchContext, after: LaunchContext): Pick<ScriptedToken, 'launchContext'> {
  return before === after || isDeepStrictEqual(before, after) ? {} : { launchContext: after };
}

/** The claim `gatehouse_script`, for a token that a script changed. */
export function scriptClaim({ permissions, launchContext, fhirUserUrl }: ScriptedToken): { gatehouse_script?: object } {
  const { added, removed } = permissions;
  const changed = {
    ...(added.length > 0 && { added }),
    ...(removed.length > 0 && { removed }),
    ...(launchContext && { launchContext }),
    ...(fhirUserUrl !== undefined && { fhirUserUrl }),
  };
  return Object.keys(changed).length === 0 ? {} : { gatehouse_script: changed };
}

/** Reads the claim of a token whose signature was verified: nobody but we wrote it. */
export function readScriptClaim(claims: Readonly<Record<string, unknown>>): ScriptedToken {
  const claim = claims['gatehouse_script'] as Partial<PermissionChange & ScriptedToken> | undefined;
  if (claim === undefined) return { permissions: noChange };
  const { added = [], removed = [], launchContext, fhirUserUrl } = claim;
  return {
    permissions: { added, removed },
    ...(launchContext && { launchContext }),
    ...(fhirUserUrl !== undefined && { fhirUserUrl }),
  };
}

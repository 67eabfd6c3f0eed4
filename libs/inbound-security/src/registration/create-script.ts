import { unseenProblem } from '#protocol/unseen-characters';
import { ScriptFailure } from '#scripts/script-failure.port';
import { scriptProperty } from '#scripts/script-places.port';
import { configuredScript, scriptSettings } from '#scripts/script-properties.port';
import type { RegisteredUser, RegistrationScript } from '#scripts/registration-script.port';
import { isFhirUserUrl } from '#protocol/user/user-json';
import { isUseless } from '#protocol/user/read-launch-context';
import type { Authority } from '#protocol/user/authority';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import type { RegisteringUser } from '../user-registration.port.js';
import { isForStrangers } from './given-authority.js';

/** What an account is to have beside its name and password. */
export type AccountDetails = Omit<RegisteredUser, 'email'>;

/** What asking needs of its surroundings. */
export interface CreateScriptDependencies {
  readonly script: RegistrationScript;
  /** For what is told to operators alone. */
  readonly warn: (message: string) => void;
}

/** Characters. */
const LONGEST_NAME = 100;
const LONGEST_NOTES = 10_000;

/**
 * Has the script of self registration, where there is one, say what an account is to be. The address stays the one that was shown to be the person's.
 * @param planned as the account would be without it
 * @returns undefined where nobody is registered: it threw, or cannot be run
 */
export async function askCreateScript(
  { script: engine, warn }: CreateScriptDependencies,
  { nodeId, moduleId, options }: AccountsInstance,
  user: RegisteringUser,
  planned: AccountDetails,
): Promise<AccountDetails | undefined> {
  const { createScript, scriptEngine } = options;
  const settings = scriptSettings(scriptEngine, { nodeId, moduleId });
  const script = configuredScript(scriptProperty.registration, createScript, settings);
  if (script === undefined) return planned;
  const { username, familyName, givenName, email, remoteAddress } = user;
  try {
    const said = await engine.onUserSelfRegistrationRequest({
      ...{ script, occasion: { username, remoteAddress } },
      input: { username, familyName, givenName, email },
      output: { ...planned, email },
    });
    const leftOut = (what: string) => {
      warn(`${moduleId}: ${what} from ${script.name} cannot be that of an account and is left out`);
    };
    return {
      ...usableContext(said, leftOut),
      familyName: usableName(said.familyName) ?? planned.familyName,
      givenName: usableName(said.givenName) ?? planned.givenName,
      notes: said.notes.slice(0, LONGEST_NOTES),
      authorities: allowed(said.authorities, createScript.mayAdminister, (permission) => {
        warn(`${moduleId}: ${permission} from ${script.name} is not given to people who register themselves`);
      }),
    };
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    warn(`${moduleId}: nobody is registered: ${error.message}`);
    return undefined;
  }
}

/** A mistake in them must not keep anybody from having an account: apps can ask. */
function usableContext(
  { defaultLaunchContexts: contexts = [], fhirUserUrl }: RegisteredUser,
  leftOut: (what: string) => void,
): Pick<AccountDetails, 'defaultLaunchContexts' | 'fhirUserUrl'> {
  const defaultLaunchContexts = contexts.filter((entry) => {
    const isUsable = !isUseless(entry);
    if (!isUsable) leftOut(`a default launch context of the type ${entry.contextType.slice(0, 50)}`);
    return isUsable;
  });
  const isUser = fhirUserUrl !== undefined && isFhirUserUrl(fhirUserUrl);
  if (fhirUserUrl !== undefined && !isUser) leftOut('a fhirUserUrl');
  return { defaultLaunchContexts, ...(isUser && { fhirUserUrl }) };
}

/** What a script adds for FHIR data is the administrator's word (ruling 6); power over the server needs the switch (ruling 37). */
function allowed(
  authorities: readonly Authority[],
  mayAdminister: boolean,
  refuse: (permission: string) => void,
): readonly Authority[] {
  return authorities.filter(({ permission }) => {
    const isAllowed = mayAdminister || isForStrangers(permission, true);
    if (!isAllowed) refuse(permission);
    return isAllowed;
  });
}

function usableName(name: string): string | undefined {
  const text = name.trim();
  return text === '' || text.length > LONGEST_NAME || unseenProblem(text) !== undefined ? undefined : text;
}

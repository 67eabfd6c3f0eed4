import { ScriptFailure } from '#scripts/script-failure.port';
import { scriptProperty } from '#scripts/script-places.port';
import { configuredScript, scriptSettings } from '#scripts/script-properties.port';
import type { RegisteredUser, RegistrationScript } from '#scripts/registration-script.port';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import type { RegisteringUser } from '../user-registration.port.js';

/** What an account is to have beside its name and password. */
export type AccountDetails = Omit<RegisteredUser, 'email'>;

/** What asking needs of its surroundings. */
export interface CreateScriptDependencies {
  readonly script: RegistrationScript;
  /** For what is told to operators alone. */
  readonly warn: (message: string) => void;
}

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
  const { mayAdminister } = createScript;
  const settings = scriptSettings(scriptEngine, { nodeId, moduleId, ...(mayAdminister && { mayAdminister }) });
  const script = configuredScript(scriptProperty.registration, createScript, settings);
  if (script === undefined) return planned;
  const { username, familyName, givenName, email, remoteAddress } = user;
  try {
    const said = await engine.onUserSelfRegistrationRequest({
      ...{ script, occasion: { username, remoteAddress } },
      input: { username, familyName, givenName, email },
      output: { ...planned, email },
    });
    const { email: _proved, ...details } = said;
    return details;
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    warn(`${moduleId}: nobody is registered: ${error.message}`);
    return undefined;
  }
}

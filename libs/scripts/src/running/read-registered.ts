import { isForStrangers } from '#protocol/permissions/for-strangers';
import { unseenProblem } from '#protocol/unseen-characters';
import { isUseless } from '#protocol/user/read-launch-context';
import { isFhirUserUrl } from '#protocol/user/user-json';
import type { RegisteredUser, RegistrationCall } from '../registration-script.port.js';
import { nobody } from './read-outcome.js';
import { readSession, type ReadSession } from './read-session.js';
import { readObject } from './read-value.js';
import type { RunNotes } from './script-runner.js';

/** Characters. */
const LONGEST_NAME = 100;

type Warn = RunNotes['warn'];

/**
 * What an account is to be by `onUserSelfRegistrationRequest`. What cannot be an account's is left out and told in the log of the run: a mistake in it
 * must not keep anybody from having one.
 * @throws UnusableResult
 */
export function readRegistered(
  given: unknown,
  { script: { settings }, input, output }: Pick<RegistrationCall, 'script' | 'input' | 'output'>,
  { warn }: Pick<RunNotes, 'warn'>,
): RegisteredUser {
  const before = { ...nobody, ...output, username: input.username };
  const session = readSession(readObject(given, 'the result')['user'], before, settings.fhirBase);
  noteUnchanged(session, before, warn);
  const mayHave = (permission: string): boolean =>
    settings.mayAdminister === true || isForStrangers(permission, true) || leftOut(warn, permission);
  return {
    familyName: usableName('familyName', session, output, warn),
    givenName: usableName('givenName', session, output, warn),
    ...{ email: output.email, notes: session.notes },
    // What it adds for FHIR data is the administrator's word (ruling 6); power over the server needs the switch (ruling 37).
    authorities: session.authorities.all.filter(({ permission }) => mayHave(permission)),
    ...usableContext(session, warn),
  };
}

/** Whose account it is was proved before. */
function noteUnchanged(session: ReadSession, before: Pick<ReadSession, 'username' | 'email'>, warn: Warn): void {
  for (const name of ['username', 'email'] as const)
    if (session[name] !== '' && spelling(session[name]) !== spelling(before[name]))
      warn(`theOutputUser.${name} stays as it is: it is what the person gave and proved`);
}

/** Scripts tidy addresses up. */
function spelling(text: string): string {
  return text.trim().toLowerCase();
}

function usableName(
  name: 'familyName' | 'givenName',
  session: ReadSession,
  planned: RegisteredUser,
  warn: Warn,
): string {
  const text = session[name].trim();
  if (text === '' || text === planned[name]) return planned[name];
  const problem = text.length > LONGEST_NAME ? `has more than ${String(LONGEST_NAME)} characters` : unseenProblem(text);
  if (problem === undefined) return text;
  warn(`theOutputUser.${name} is left out: it ${problem}`);
  return planned[name];
}

function usableContext(
  { defaultLaunchContexts: contexts, fhirUserUrl }: ReadSession,
  warn: Warn,
): Pick<RegisteredUser, 'defaultLaunchContexts' | 'fhirUserUrl'> {
  const defaultLaunchContexts = contexts.filter((entry) => {
    if (isUseless(entry))
      warn(`the default launch context ${entry.contextType} is left out: its id is none of a resource of the type`);
    return !isUseless(entry);
  });
  const isUser = fhirUserUrl !== '' && isFhirUserUrl(fhirUserUrl);
  if (fhirUserUrl !== '' && !isUser)
    warn('theOutputUser.fhirUserUrl is left out: it is not the address of a person, such as https://…/Patient/123');
  return { defaultLaunchContexts, ...(isUser && { fhirUserUrl }) };
}

function leftOut(warn: Warn, permission: string): false {
  warn(
    `${permission} is not given to people who make their accounts themselves: ` +
      'that takes user_self_registration.create_script.may_add_administrative_permissions of the module',
  );
  return false;
}

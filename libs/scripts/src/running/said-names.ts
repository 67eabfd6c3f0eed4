import { unseenProblem } from '#protocol/unseen-characters';
import { isMailAddress } from '#protocol/user/mail-address';
import type { SaidPerson } from '../authentication-script.port.js';
import type { ReadSession } from './read-session.js';
import type { RunNotes } from './script-runner.js';
import type { KnownPerson } from './session-view.js';

/**
 * Names that `onAuthenticateSuccess` gave and that are not the person's. A user name is given to accounts alone that are made for people of other
 * systems (V-75); what cannot be a name counts for nothing, and the log of the run tells of both.
 */
export function saidNames(session: ReadSession, person: KnownPerson, { warn }: Pick<RunNotes, 'warn'>): SaidPerson {
  if (isSaid(session.notes, person.notes)) warn('theOutcome.notes stay as they are: administrators write them');
  if (isSaid(session.username.toLowerCase(), person.username.toLowerCase()) && !person.external)
    warn('theOutcome.username stays as it is: nobody becomes somebody else by a script');
  const names = (['username', 'familyName', 'givenName', 'email'] as const).filter((name) => {
    if (!isSaid(session[name], person[name]) || (name === 'username' && !person.external)) return false;
    const problem = problemOf(name, session[name]);
    if (problem !== undefined) warn(`theOutcome.${name} is left out: ${problem}`);
    return problem === undefined;
  });
  return Object.fromEntries(names.map((name) => [name, session[name]]));
}

function isSaid(value: string, before: string): boolean {
  return value !== '' && value !== before;
}

/** What another system says of its people is taken as it is; a script is told. */
function problemOf(name: keyof SaidPerson, value: string): string | undefined {
  if (name === 'email' && !isMailAddress(value)) return 'it is no mail address';
  const problem = unseenProblem(value);
  return problem === undefined ? undefined : `it ${problem}`;
}

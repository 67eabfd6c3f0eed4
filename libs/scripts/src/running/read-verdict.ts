import type { AuthenticationVerdict, SaidPerson } from '../authentication-script.port.js';
import { isJsonObject } from '#protocol/json/json-object';
import { nobody, readOutcome } from './read-outcome.js';
import type { ReadSession } from './read-session.js';
import type { KnownPerson } from './session-view.js';
import { signInDetailsOf } from './sign-in-details-of.js';
import { UnusableResult } from './unusable-result.js';

/**
 * What `onAuthenticateSuccess` decided about a person. A success of the factory adds what it has to the person; theOutcome says what it has more. That
 * a script takes authorities away cannot be kept with a sign-in, so such a one fails rather than let somebody keep what they should not have.
 * @throws UnusableResult
 */
export function readVerdict(value: unknown, person: KnownPerson, fhirBase: string | undefined): AuthenticationVerdict {
  const isNew = isJsonObject(value) && value['isNew'] === true;
  const outcome = readOutcome(value, isNew ? nobody : person, fhirBase);
  if (outcome.kind === 'failure') return outcome;
  const { session } = outcome;
  const [taken] = session.authorities.removed;
  if (taken !== undefined)
    throw new UnusableResult(`${taken.permission} was taken away, which only onTokenGenerating can do`);
  const { added: authorities } = session.authorities;
  const own = new Set(person.authorities.map((each) => JSON.stringify([each.permission, each.argument])));
  const beyond = authorities.filter((each) => !own.has(JSON.stringify([each.permission, each.argument])));
  const said = saidPerson(session, person);
  return {
    kind: 'success',
    added: { ...signInDetailsOf(session, person), authorities: beyond },
    ...(Object.keys(said).length > 0 && { said }),
  };
}

/** Names that the script gave and that are not the person's. */
function saidPerson(session: ReadSession, person: KnownPerson): SaidPerson {
  const names = (['username', 'familyName', 'givenName', 'email'] as const).filter(
    (name) => session[name] !== '' && session[name] !== person[name],
  );
  return Object.fromEntries(names.map((name) => [name, session[name]]));
}

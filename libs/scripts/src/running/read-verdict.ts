import { isJsonObject } from '#protocol/json/json-object';
import { authorityKey, type Authority } from '#protocol/user/authority';
import type { AuthenticationVerdict, SaidPerson } from '../authentication-script.port.js';
import { nobody, readOutcome } from './read-outcome.js';
import type { ReadSession } from './read-session.js';
import type { KnownPerson } from './session-view.js';
import { signInDetailsOf } from './sign-in-details-of.js';

/**
 * What `onAuthenticateSuccess` decided about a person. Whether it changed theOutcome or made a new one: the authorities of what it returned are those
 * that the person has, and what it left out is withheld.
 * @throws UnusableResult
 */
export function readVerdict(value: unknown, person: KnownPerson, fhirBase: string | undefined): AuthenticationVerdict {
  const isNew = isJsonObject(value) && value['isNew'] === true;
  const outcome = readOutcome(value, isNew ? nobody : person, fhirBase);
  if (outcome.kind === 'failure') return outcome;
  const { session } = outcome;
  const { all } = session.authorities;
  const withheld = without(person.authorities, all);
  const said = saidPerson(session, person);
  return {
    kind: 'success',
    added: {
      ...signInDetailsOf(session, person),
      authorities: without(all, person.authorities),
      ...(withheld.length > 0 && { withheld }),
    },
    ...(Object.keys(said).length > 0 && { said }),
  };
}

function without(all: readonly Authority[], left: readonly Authority[]): readonly Authority[] {
  const keys = new Set(left.map(authorityKey));
  return all.filter((each) => !keys.has(authorityKey(each)));
}

/** Names that the script gave and that are not the person's. */
function saidPerson(session: ReadSession, person: KnownPerson): SaidPerson {
  const names = (['username', 'familyName', 'givenName', 'email'] as const).filter(
    (name) => session[name] !== '' && session[name] !== person[name],
  );
  return Object.fromEntries(names.map((name) => [name, session[name]]));
}

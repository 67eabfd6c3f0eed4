import { isJsonObject } from '#protocol/json/json-object';
import type { AuthenticationVerdict } from '../authentication-script.port.js';
import type { ScriptSettings } from '../configured-script.port.js';
import { nobody, readOutcome } from './read-outcome.js';
import type { KnownPerson } from './session-view.js';
import type { RunNotes } from './script-runner.js';
import { launchDecisions, scriptedAuthorities } from './scripted-authorities.js';
import { saidNames } from './said-names.js';
import { signInDetailsOf } from './sign-in-details-of.js';

/** What a verdict is read with. */
export interface VerdictReading {
  readonly person: KnownPerson;
  readonly settings: Pick<ScriptSettings, 'fhirBase' | 'mayAdminister'>;
  readonly notes: RunNotes;
}

/**
 * What `onAuthenticateSuccess` decided about a person. Whether it changed theOutcome or made a new one: the authorities of what it returned are those
 * that the person has, and what it left out is withheld.
 * @throws UnusableResult
 */
export function readVerdict(value: unknown, { person, settings, notes }: VerdictReading): AuthenticationVerdict {
  const isNew = isJsonObject(value) && value['isNew'] === true;
  const outcome = readOutcome(value, isNew ? nobody : person, settings.fhirBase);
  if (outcome.kind === 'failure') return outcome;
  const { session } = outcome;
  const { all: after } = session.authorities;
  const { added, removed } = scriptedAuthorities({ before: person.authorities, after, settings }, notes);
  const details = signInDetailsOf(session, person);
  notes.decided(launchDecisions(details));
  const { username, ...names } = saidNames(session, person, notes);
  const said = { ...(username !== undefined && { username }), ...names };
  return {
    kind: 'success',
    added: {
      ...details,
      authorities: added,
      ...(removed.length > 0 && { withheld: removed }),
      ...(Object.keys(names).length > 0 && { names }),
    },
    ...(Object.keys(said).length > 0 && { said }),
  };
}

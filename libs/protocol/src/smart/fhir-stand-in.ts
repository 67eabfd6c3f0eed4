import type { UserSessionDetails } from '../user/user-session.js';

/** The part of a person from which an address for them can be made. */
type Numbered = Pick<UserSessionDetails, 'pid' | 'fhirUserUrl'>;

/**
 * The person, with a made-up RelatedPerson as `fhirUser` where no FHIR resource stands for them: apps of old expect one. It is named by the number
 * that never changes (ruling 60), and nobody can read it.
 * @param baseUrl the issuer without a trailing slash
 * @see product reference 14.2; ruling 49
 */
export function withStandIn<P extends Numbered>(person: P, baseUrl: string): P {
  if (person.fhirUserUrl !== undefined) return person;
  return { ...person, fhirUserUrl: `${baseUrl}/fhir/RelatedPerson/${person.pid.toString()}` };
}

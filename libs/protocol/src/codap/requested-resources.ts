import { isFhirObject, listOf, textOf, type FhirObject } from '../smart/fhir-json.js';
import { isResourceId } from '../smart/resource-id.js';
import { unfitGrant } from './authorization-jwt.js';

type Claims = Readonly<Record<string, unknown>>;

/** Whom a CODAP request is about, and on whose behalf it is made. */
export interface CodapResources {
  /** FHIR Practitioner with an `id`. */
  readonly requestingPractitioner: FhirObject;
  /** FHIR Patient whose `id` can be one here. */
  readonly requestedRecord: FhirObject;
  /** `requestedRecord.id`. */
  readonly patientId: string;
  /** `requestingPractitioner.id`. */
  readonly practitionerId: string;
}

/** In characters; FHIR allows 64, other systems have longer ones. */
const LONGEST_PRACTITIONER_ID = 200;

/**
 * The patient and the practitioner of the two JWTs: exactly one of each, in the authorization JWT (ruling 63). Another one in the authentication
 * JWT makes two, and nobody could tell who is meant.
 * @throws OAuthError invalid_grant
 * @see product reference 18.1; STD CO3, CO5
 */
export function requestedResources(authorization: Claims, authentication: Claims): CodapResources {
  const both = [authorization, authentication];
  const requestedRecord = only(both, { claim: 'requested_record', type: 'Patient' });
  const requestingPractitioner = only(both, { claim: 'requesting_practitioner', type: 'Practitioner' });
  const { id: patientId } = requestedRecord;
  if (!isResourceId(patientId)) throw unfitGrant('must have a requested_record with the id of a FHIR resource');
  const practitionerId = textOf(requestingPractitioner['id']);
  if (practitionerId === undefined || practitionerId.length > LONGEST_PRACTITIONER_ID)
    throw unfitGrant('must have a requesting_practitioner with an id');
  return { requestingPractitioner, requestedRecord, patientId, practitionerId };
}

function only(
  [authorization, authentication]: readonly Claims[],
  { claim, type }: { readonly claim: string; readonly type: string },
): FhirObject {
  const [resource, ...others] = [...valuesOf(authorization?.[claim]), ...valuesOf(authentication?.[claim])];
  if (others.length > 0 || !isFhirObject(resource) || authorization?.[claim] === undefined)
    throw unfitGrant(`must have exactly one FHIR ${type} as ${claim}`);
  if (resource['resourceType'] !== type) throw unfitGrant(`must have a FHIR ${type} as ${claim}`);
  return resource;
}

/** A list of one is one. */
function valuesOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? listOf(value) : [value];
}

import type { Wording } from '../phrase.js';
import { resourceTypeNamed } from './resource-type.js';

/** Types that people meet most often: each has a phrase of its own, `resource.<type>`. */
const common: ReadonlySet<string> = new Set([
  'AllergyIntolerance',
  'Appointment',
  'CarePlan',
  'CareTeam',
  'Claim',
  'Condition',
  'Consent',
  'Coverage',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'ExplanationOfBenefit',
  'FamilyMemberHistory',
  'Goal',
  'ImagingStudy',
  'Immunization',
  'Location',
  'Medication',
  'MedicationAdministration',
  'MedicationDispense',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Procedure',
  'Provenance',
  'Questionnaire',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Specimen',
  'Task',
]);

/** The same of one of them: `noun.<type>`. */
const nouns: ReadonlySet<string> = new Set([
  'patient',
  'encounter',
  'location',
  'practitioner',
  'organization',
  'imagingstudy',
]);

/** One resource of a type that a launch scope names, in plain words: "patient", "visit", "imaging study". */
export function resourceNoun(lowerCaseType: string): Wording {
  if (nouns.has(lowerCaseType)) return { key: `noun.${lowerCaseType}` };
  return apart(resourceTypeNamed(lowerCaseType) ?? lowerCaseType);
}

/** A resource type in plain words, `*` as "all records"; a rare type by its own name taken apart: "supply delivery records". */
export function resourceWords(resourceType: string): Wording {
  if (resourceType === '*') return { key: 'resource.all' };
  if (common.has(resourceType)) return { key: `resource.${resourceType}` };
  return { key: 'resource.other', values: { words: apart(resourceType) } };
}

function apart(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

import { resourceTypeNamed } from './resource-type.js';

/** What people call the resource types that they meet most often. */
const commonWords: ReadonlyMap<string, string> = new Map([
  ['AllergyIntolerance', 'allergies and intolerances'],
  ['Appointment', 'appointments'],
  ['CarePlan', 'care plans'],
  ['CareTeam', 'care teams'],
  ['Claim', 'insurance claims'],
  ['Condition', 'conditions and diagnoses'],
  ['Consent', 'consents'],
  ['Coverage', 'insurance coverage'],
  ['Device', 'medical devices'],
  ['DiagnosticReport', 'diagnostic reports'],
  ['DocumentReference', 'documents'],
  ['Encounter', 'visits and stays'],
  ['ExplanationOfBenefit', 'explanations of benefits'],
  ['FamilyMemberHistory', 'family history'],
  ['Goal', 'health goals'],
  ['ImagingStudy', 'imaging studies'],
  ['Immunization', 'vaccinations'],
  ['Location', 'places of care'],
  ['Medication', 'medications'],
  ['MedicationAdministration', 'given medications'],
  ['MedicationDispense', 'dispensed medications'],
  ['MedicationRequest', 'prescriptions'],
  ['MedicationStatement', 'medication lists'],
  ['Observation', 'test results and vital signs'],
  ['Organization', 'organisations'],
  ['Patient', 'patient details such as name and birth date'],
  ['Practitioner', 'health professionals'],
  ['PractitionerRole', 'roles of health professionals'],
  ['Procedure', 'procedures'],
  ['Provenance', 'where records come from'],
  ['Questionnaire', 'questionnaires'],
  ['QuestionnaireResponse', 'answers to questionnaires'],
  ['RelatedPerson', 'related persons'],
  ['ServiceRequest', 'orders and referrals'],
  ['Specimen', 'samples'],
  ['Task', 'tasks'],
]);

const nouns: ReadonlyMap<string, string> = new Map([
  ['encounter', 'visit'],
  ['location', 'place'],
  ['practitioner', 'health professional'],
  ['organization', 'organisation'],
]);

/** One resource of a type that a launch scope names, in plain words: "patient", "visit", "imaging study". */
export function resourceNoun(lowerCaseType: string): string {
  const name = resourceTypeNamed(lowerCaseType) ?? lowerCaseType;
  return nouns.get(lowerCaseType) ?? name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** A resource type in plain words, `*` as "all records"; a rare type by its own name taken apart: "supply delivery records". */
export function resourceWords(resourceType: string): string {
  if (resourceType === '*') return 'all records';
  const words = resourceType.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return commonWords.get(resourceType) ?? `${words} records`;
}

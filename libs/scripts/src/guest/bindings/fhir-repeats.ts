/** Elements of a resource of FHIR R4 that may repeat, of types that scripts meet; of every other type those of all resources. */
const ofType: Readonly<Record<string, string | undefined>> = {
  Appointment: 'serviceCategory serviceType specialty reasonCode supportingInformation slot basedOn participant',
  Bundle: 'link entry',
  CareTeam: 'category participant reasonCode reasonReference managingOrganization telecom note',
  Composition: 'category author attester relatesTo event section',
  Condition: 'category bodySite stage evidence note',
  Consent: 'category performer organization policy verification',
  Coverage: 'payor class costToBeneficiary contract',
  DiagnosticReport: 'basedOn category performer resultsInterpreter specimen result imagingStudy media conclusionCode',
  DocumentReference: 'category author relatesTo securityLabel content',
  Encounter:
    'statusHistory classHistory type episodeOfCare basedOn participant appointment reasonCode reasonReference diagnosis account location',
  EpisodeOfCare: 'statusHistory type diagnosis referralRequest team account',
  Group: 'characteristic member',
  ImagingStudy: 'modality basedOn interpreter endpoint procedureCode reasonCode reasonReference note series',
  Location: 'alias type telecom hoursOfOperation endpoint',
  Observation:
    'basedOn partOf category focus performer interpretation note referenceRange hasMember derivedFrom component',
  Organization: 'type alias telecom address contact endpoint',
  Patient: 'name telecom address contact communication generalPractitioner photo link',
  Person: 'name telecom address link',
  Practitioner: 'name telecom address photo qualification communication',
  PractitionerRole: 'code specialty location healthcareService telecom availableTime notAvailable endpoint',
  RelatedPerson: 'relationship name telecom address photo communication',
  ServiceRequest:
    'basedOn replaces category orderDetail performer locationCode reasonCode reasonReference insurance supportingInfo specimen bodySite note',
};
const ofResources = 'identifier extension modifierExtension contained';
/** These have one identifier alone. */
const withOneIdentifier = words('Bundle Composition QuestionnaireResponse');
/** Of the parts of resources, wherever they are. */
const ofParts = words('extension modifierExtension coding given prefix suffix line telecom');

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

const tables = new Map(
  Object.entries(ofType).map(([type, names]) => [type, words(`${ofResources} ${String(names)}`)] as const),
);
const ofOthers = words(ofResources);

/** Whether FHIR lets an element of a resource, or of a part of one, repeat. */
export function mayRepeat({ resourceType }: Readonly<Record<string, unknown>>, name: string): boolean {
  if (typeof resourceType !== 'string') return ofParts.has(name);
  if (name === 'identifier' && withOneIdentifier.has(resourceType)) return false;
  return (tables.get(resourceType) ?? ofOthers).has(name);
}

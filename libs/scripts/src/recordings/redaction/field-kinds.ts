/** What the name of a field says about its value: that nobody may ever read it, or what has to stand for it since it is about a person. */
export type FieldKind = 'secret' | 'id' | 'name' | 'mail' | 'notes' | 'birth' | 'address';

/** Names that tell of something secret, wherever in the name they stand. */
const SECRET =
  /passw|passphrase|secret|token(?!type|endpoint)|authorization(?!details|endpoint)|cookie|credential|assertion|apikey|accesskey|privatekey|verifier|signature|csrf|otp$|^(?:pin|raw|jwt|bearer)$/;
/** The same of parameters, where these words mean something else than in FHIR. */
const SECRET_PARAMETER = /^(?:code|state|nonce|session|sid|key)$/;

/** What is about the configuration, whatever the name ends with. */
const ofConfiguration: ReadonlySet<string> = new Set([
  ...['clientid', 'moduleid', 'nodeid', 'grantid', 'keystoreid', 'tenantid', 'versionid', 'scriptid', 'valid', 'paid'],
]);

const kinds: ReadonlyMap<string, FieldKind> = new Map([
  ...named(
    'name',
    `name username user login loginhint preferredusername familyname givenname firstname lastname middlename maidenname nickname fullname
    displayname display surname family given sn cn upn uid sub subject phone phonenumber mobile fax telephonenumber ssn picture photo website
    profile address line city district postalcode street streetaddress locality region formatted contact telecom`,
  ),
  ...named('mail', 'email mail emailaddress'),
  ...named(
    'notes',
    `notes note comment description div text title reason reasonforrequest remark message diagnosis diagnoses problem problems complaint
    chiefcomplaint indication symptom symptoms finding findings allergy allergies medication medications condition conditions anamnesis history
    summary`,
  ),
  ...named('birth', 'birthdate birthday dob dateofbirth deceaseddatetime'),
  ...named(
    'id',
    `id ids identifier identifiers mrn mrns patient patients encounter encounters practitioner practitioners practitionerrole relatedperson person
    persons location locations visit visits episodeofcare appointment appointments launch jti oid fullurl reference`,
  ),
  ...named('address', 'remoteaddress ip ipaddress xforwardedfor xrealip forwarded'),
]);

/** What ids of people, of their stays and papers, are called otherwise: `visitNumber`, `caseNo`, `patientKey`. */
const NUMBERED =
  /(?:patient|person|practitioner|encounter|visit|case|admission|stay|episode|appointment|location|account|insurance|policy|member|order|accession|specimen|record|chart|study|document|employee|staff)(?:no|nr|num|key|ref|uuid|guid|identifier)$/;
const NUMBER = /(?<!^|page|line|version|build|port|part|total)number$/;

/** Fields whose `value` is one about a person, as FHIR has them. */
const valuesOf: ReadonlyMap<string, FieldKind> = new Map([
  ['identifier', 'id'],
  ['telecom', 'name'],
]);

/** @param parent name of the field, or of the list, that the field is in */
export function fieldKind(name: string, parent = ''): FieldKind | undefined {
  const plain = plainName(name);
  if (ofConfiguration.has(plain)) return undefined;
  if (SECRET.test(plain)) return 'secret';
  if (plain === 'value') return valuesOf.get(plainName(parent));
  return kinds.get(plain) ?? (isId(plain) ? 'id' : undefined);
}

function isId(plain: string): boolean {
  return (plain.length > 2 && plain.endsWith('id')) || NUMBERED.test(plain) || NUMBER.test(plain);
}

/** The same for parameters of an address or of a form. */
export function parameterKind(name: string): FieldKind | undefined {
  return SECRET_PARAMETER.test(plainName(name)) ? 'secret' : fieldKind(name);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function named(kind: FieldKind, names: string): readonly (readonly [string, FieldKind])[] {
  return names.split(/\s+/).map((name) => [name, kind] as const);
}

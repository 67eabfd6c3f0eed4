import { instantOf } from '../json/read-instant.js';
import { isFhirObject, listOf, textOf, type FhirObject } from './fhir-json.js';

/** Identifies one brand among several (SMART 2.2, `user_access_brand_identifier`). */
export interface BrandIdentifier {
  readonly system?: string;
  readonly value: string;
}

const PORTAL = 'http://hl7.org/fhir/StructureDefinition/organization-portal';
const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
/** STD BR4. */
const REASONS: ReadonlySet<string | undefined> = new Set(['asked-declined', 'asked-unknown']);
const MOST_ENTRIES = 10_000;
const DEEPEST = 30;

/**
 * What is wrong with a bundle of user-access brands; the first finding, in words, or `undefined`.
 * @param identifier the brand of this server, needed where the bundle has several
 * @see SMART App Launch 2.2, "User-access Brands and Endpoints"; STD BR1 to BR4, BB1 to BB3
 */
export function brandBundleProblem(bundle: unknown, identifier: BrandIdentifier | undefined): string | undefined {
  if (!isFhirObject(bundle) || bundle['resourceType'] !== 'Bundle') return 'is no FHIR Bundle';
  if (bundle['type'] !== 'collection') return 'is no Bundle of type collection';
  if (instantOf(textOf(bundle['timestamp']) ?? '') === undefined) return 'has no timestamp of its last change';
  const entries = listOf(bundle['entry']);
  if (entries.length === 0 || entries.length > MOST_ENTRIES) return `must have 1 to ${String(MOST_ENTRIES)} entries`;
  const brands = resourcesOf(entries, 'Organization');
  const endpoints = resourcesOf(entries, 'Endpoint');
  if (brands.length + endpoints.length !== entries.length)
    return 'has an entry that is no Organization and no Endpoint';
  return (
    endpointProblem(endpoints, brands) ??
    brandProblem(brands, new Set(endpoints.flatMap(namesOf))) ??
    identifierProblem(brands, identifier) ??
    (hasForeignReason(bundle) ? 'has a data-absent-reason other than asked-declined and asked-unknown' : undefined)
  );
}

interface Entry {
  readonly fullUrl: string | undefined;
  readonly resource: FhirObject;
}

function resourcesOf(entries: readonly unknown[], type: string): readonly Entry[] {
  return entries.flatMap((entry) => {
    const resource = isFhirObject(entry) ? entry['resource'] : undefined;
    if (!isFhirObject(entry) || !isFhirObject(resource) || resource['resourceType'] !== type) return [];
    return [{ fullUrl: textOf(entry['fullUrl']), resource }];
  });
}

/** By what a reference may name an entry. */
function namesOf({ fullUrl, resource }: Entry): readonly string[] {
  const id = textOf(resource['id']);
  return [
    ...(fullUrl === undefined ? [] : [fullUrl]),
    ...(id === undefined ? [] : [`${String(resource['resourceType'])}/${id}`]),
  ];
}

/** STD BR1, BB2: each endpoint has an address, and belongs to a brand. */
function endpointProblem(endpoints: readonly Entry[], brands: readonly Entry[]): string | undefined {
  const used = new Set(brands.flatMap(({ resource }) => referencesIn(resource['endpoint'])));
  for (const endpoint of endpoints) {
    const address = textOf(endpoint.resource['address']) ?? '';
    if (!/^https?:\/\/[^/\s]+/.test(address)) return `has an Endpoint whose address is no web address: "${address}"`;
    if (!namesOf(endpoint).some((name) => used.has(name))) return `has an Endpoint that no brand refers to: ${address}`;
  }
  return undefined;
}

/** STD BR5, BB3: each brand has a name, and its endpoints, those of its portal included, are in the bundle. */
function brandProblem(brands: readonly Entry[], known: ReadonlySet<string>): string | undefined {
  if (brands.length === 0) return 'has no brand (Organization)';
  for (const { resource } of brands) {
    const name = textOf(resource['name']);
    if (name === undefined) return 'has a brand without a name';
    const own = referencesIn(resource['endpoint']);
    const missing = own.find((reference) => !known.has(reference));
    if (missing !== undefined) return `has a brand, ${name}, whose endpoint is not in the bundle: ${missing}`;
    const portal = portalEndpoints(resource).find((reference) => !own.includes(reference));
    if (portal !== undefined)
      return `has a brand, ${name}, whose portal names an endpoint that the brand does not: ${portal}`;
  }
  return undefined;
}

function referencesIn(value: unknown): readonly string[] {
  return listOf(value).flatMap((item) => textOf(isFhirObject(item) ? item['reference'] : undefined) ?? []);
}

function portalEndpoints(brand: FhirObject): readonly string[] {
  const portals = listOf(brand['extension']).filter((each) => isFhirObject(each) && each['url'] === PORTAL);
  return portals
    .flatMap((portal) => listOf((portal as FhirObject)['extension']))
    .filter((part) => isFhirObject(part) && part['url'] === 'portalEndpoint')
    .flatMap((part) => referencesIn([(part as FhirObject)['valueReference']]));
}

/** STD BR2. */
function identifierProblem(brands: readonly Entry[], wanted: BrandIdentifier | undefined): string | undefined {
  if (wanted === undefined)
    return brands.length > 1 ? 'has several brands, so that user_access_brands.identifier must name yours' : undefined;
  const matching = brands.filter(({ resource }) =>
    listOf(resource['identifier']).some(
      (each) =>
        isFhirObject(each) &&
        each['value'] === wanted.value &&
        (wanted.system === undefined || each['system'] === wanted.system),
    ),
  );
  return matching.length === 1
    ? undefined
    : `has ${String(matching.length)} brands of the identifier that user_access_brands.identifier names`;
}

function hasForeignReason(value: unknown, depth = 0): boolean {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return false;
  if (isFhirObject(value) && value['url'] === ABSENT && !REASONS.has(textOf(value['valueCode']))) return true;
  return Object.values(value).some((part) => hasForeignReason(part, depth + 1));
}

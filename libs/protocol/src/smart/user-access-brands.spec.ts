import { brandBundleProblem } from './user-access-brands.js';

const endpoint = {
  fullUrl: 'https://brands.example/Endpoint/r4',
  resource: { resourceType: 'Endpoint', id: 'r4', address: 'https://fhir.example/r4' },
};
const identifier = [{ system: 'urn:ietf:rfc:3986', value: 'https://hospital.example' }];
const brand = {
  fullUrl: 'https://brands.example/Organization/hospital',
  resource: {
    resourceType: 'Organization',
    id: 'hospital',
    name: 'Hospital',
    identifier,
    endpoint: [{ reference: 'Endpoint/r4' }],
  },
};
const clinic = {
  fullUrl: 'https://brands.example/Organization/clinic',
  resource: {
    resourceType: 'Organization',
    name: 'Clinic',
    identifier: [{ value: 'https://clinic.example' }],
    endpoint: [{ reference: endpoint.fullUrl }],
  },
};
const bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  timestamp: '2026-01-01T00:00:00Z',
  entry: [brand, endpoint],
};
const withBrand = (change: object) => ({
  ...bundle,
  entry: [{ ...brand, resource: { ...brand.resource, ...change } }, endpoint],
});
const absent = (valueCode: string) => ({
  _alias: [{ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode }] }],
});
const portal = (reference: string) => ({
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/organization-portal',
      extension: [{ url: 'portalEndpoint', valueReference: { reference } }],
    },
  ],
});

describe('STD BR1 to BR4, BB1 to BB3: a bundle of user-access brands', () => {
  test.each<[name: string, value: unknown, problem: string]>([
    ['nothing', null, 'no FHIR Bundle'],
    ['a list', [], 'no FHIR Bundle'],
    ['another resource', { resourceType: 'Organization' }, 'no FHIR Bundle'],
    ['another type', { ...bundle, type: 'searchset' }, 'type collection'],
    ['no timestamp', { ...bundle, timestamp: undefined }, 'timestamp'],
    ['a date as timestamp', { ...bundle, timestamp: '2026-01-01' }, 'timestamp'],
    ['no entries', { ...bundle, entry: [] }, 'entries'],
    ['an entry that is a text', { ...bundle, entry: [brand, endpoint, 'x'] }, 'no Organization and no Endpoint'],
    [
      'another resource inside',
      { ...bundle, entry: [brand, endpoint, { resource: { resourceType: 'Patient' } }] },
      'no Organization',
    ],
    ['an endpoint alone', { ...bundle, entry: [endpoint] }, 'no brand refers to'],
    [
      'an endpoint without an address',
      { ...bundle, entry: [brand, { resource: { resourceType: 'Endpoint', id: 'r4' } }] },
      'no web address',
    ],
    [
      'an endpoint that runs a script',
      { ...bundle, entry: [brand, { resource: { ...endpoint.resource, address: 'javascript:1' } }] },
      'no web address',
    ],
    ['a brand without a name', withBrand({ name: '' }), 'without a name'],
    [
      'a brand with an endpoint elsewhere',
      withBrand({ endpoint: [{ reference: 'Endpoint/r4' }, { reference: 'Endpoint/x' }] }),
      'not in the bundle',
    ],
    ['a portal with an endpoint of its own', withBrand(portal('Endpoint/x')), 'portal'],
    ['several brands and none named', { ...bundle, entry: [brand, clinic, endpoint] }, 'user_access_brands.identifier'],
    ['an odd reason for absence', withBrand(absent('masked')), 'data-absent-reason'],
  ])('is refused: %s', (_name, value, problem) => {
    expect(brandBundleProblem(value, undefined)).toContain(problem);
  });

  test.each([
    { name: 'of one brand', value: bundle, wanted: undefined },
    {
      name: 'of several, one of them ours',
      value: { ...bundle, entry: [brand, clinic, endpoint] },
      wanted: { value: 'https://clinic.example' },
    },
    {
      name: 'with the system of the identifier',
      value: bundle,
      wanted: { system: 'urn:ietf:rfc:3986', value: 'https://hospital.example' },
    },
    { name: 'with a portal', value: withBrand(portal('Endpoint/r4')), wanted: undefined },
    { name: 'with what was asked and declined', value: withBrand(absent('asked-declined')), wanted: undefined },
  ])('is accepted: $name', ({ value, wanted }) => {
    expect(brandBundleProblem(value, wanted)).toBeUndefined();
  });

  test.each([{ value: 'https://nobody.example' }, { system: 'urn:other', value: 'https://hospital.example' }])(
    'BR2: is refused where no brand has the identifier %o',
    (wanted) => {
      expect(brandBundleProblem(bundle, wanted)).toContain('has 0 brands');
    },
  );
});

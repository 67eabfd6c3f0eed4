/** A person who can sign in at every test server. */
export const amelia = {
  username: 'amelia',
  password: 'correct horse battery',
  givenName: 'Amelia',
  familyName: 'Marsh',
  email: 'amelia@example.org',
  authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
  defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Patient/123' }],
  fhirUserUrl: 'https://fhir.example/Patient/123',
} as const;

/** Another person, without a patient of her own. */
export const bertha = {
  username: 'bertha',
  password: 'another long password',
  givenName: 'Bertha',
  familyName: 'Quill',
  email: 'bertha@example.org',
  authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
} as const;

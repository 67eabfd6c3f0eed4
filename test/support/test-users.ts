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

/** Another person. */
export const bertha = {
  username: 'bertha',
  password: 'another long password',
  givenName: 'Bertha',
  familyName: 'Quill',
  email: 'bertha@example.org',
  authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
  defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Patient/456' }],
} as const;

/** A person without a patient; not at every test server. */
export const carla = {
  username: 'carla',
  password: 'a third long password',
  givenName: 'Carla',
  familyName: 'Finch',
  email: 'carla@example.org',
  authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
} as const;

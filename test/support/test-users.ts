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

/** Argon2id of their passwords at the product's own cost, so that servers need not compute it anew at each start. */
const hashes = new Map<unknown, string>([
  [amelia, '$argon2id$v=19$m=19456,t=2,p=1$E+2wTzx1+7xbZxkX101UrQ$12HX7EcGjY9DZ+yxTCS4GE8TntGeECqKJ4aRFAARYMo'],
  [bertha, '$argon2id$v=19$m=19456,t=2,p=1$QJpmsCsYiZNLVGE0oIkgMw$rwsYLIskaJl+xpAzW5YAe4+5Ov1e960atEznpeekoT0'],
  [carla, '$argon2id$v=19$m=19456,t=2,p=1$aLs1rHOQHLSIvCvh0rrtEQ$CTFO/1KmpSxYE94KYYK5gmrj1gGdC+JP2xtl0N0BrII'],
]);

/** A person as an installation that is moved here brings them along; one that a test has made stays as the test wants it. */
export function withHash(user: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const passwordHash = hashes.get(user);
  return passwordHash === undefined ? user : { ...user, password: undefined, passwordHash };
}

import { bindOptions } from '#module-config/property.port';
import { SecondFactorOptions } from './second-factor.options.js';

const problemsOf = (value: string) =>
  bindOptions(SecondFactorOptions, new Map([['tfa.required_permissions', value]]), 'SECURITY_IN_LOCAL').problems.map(
    ({ problem }) => problem,
  );

test.each([
  { value: 'ROLE_SUPERUSR', says: 'ROLE_SUPERUSR (ROLE_SUPERUSER?)' },
  { value: 'ROLE_SUPERUSER NO_SUCH_PERMISSION', says: 'NO_SUCH_PERMISSION' },
  {
    value: 'role_superuser, ACCESS_ADMIN_JSN',
    says: 'role_superuser (ROLE_SUPERUSER?), ACCESS_ADMIN_JSN (ACCESS_ADMIN_JSON?)',
  },
  { value: 'FHIR_READ_ALL_IN_COMPARTMENT/Patient/1', says: 'FHIR_READ_ALL_IN_COMPARTMENT/Patient/1' },
])('refuses $value, by which nobody would be asked for a second factor', ({ value, says }) => {
  expect(problemsOf(value)).toEqual([
    `${JSON.stringify(value)} has entries that are no names of permissions or roles: ${says}`,
  ]);
});

test.each(['', 'ROLE_SUPERUSER ACCESS_ADMIN_JSON', 'FHIR_READ_ALL_IN_COMPARTMENT'])('takes "%s"', (value) => {
  expect(problemsOf(value)).toEqual([]);
});

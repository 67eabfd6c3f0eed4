import { authoritiesByOneFactor } from './second-factor-rules.js';
import { SecondFactorOptions } from './second-factor.options.js';

const authorities = [
  { permission: 'ROLE_FHIR_CLIENT' },
  { permission: 'FHIR_ALL_WRITE' },
  { permission: 'ROLE_SUPERUSER' },
];

function left(rules: object, person: object = {}): readonly string[] {
  const secondFactor = Object.assign(new SecondFactorOptions(), rules);
  const user = { authorities, secondFactor: { kinds: [], isRequired: false, isProgram: false, ...person } };
  const held = authoritiesByOneFactor({ secondFactor }, user);
  if (held.length === authorities.length) expect(held).toBe(authorities);
  return held.map(({ permission }) => permission);
}

const all = authorities.map(({ permission }) => permission);

test.each<{ name: string; rules: object; person?: object; expected: readonly string[] }>([
  { name: 'nothing where nothing needs one', rules: {}, expected: all },
  {
    name: 'a permission, and every role that has it',
    rules: { requiredPermissions: ['FHIR_ALL_WRITE'] },
    expected: ['ROLE_FHIR_CLIENT'],
  },
  {
    name: 'a role',
    rules: { requiredPermissions: ['ROLE_FHIR_CLIENT'] },
    expected: ['FHIR_ALL_WRITE'],
  },
  {
    name: 'nothing of a program, which nobody can ask for a code',
    ...{ rules: { requiredPermissions: ['FHIR_ALL_WRITE'] }, person: { isProgram: true }, expected: all },
  },
  {
    name: 'nothing where passwords are enough for programs',
    ...{ rules: { requiredPermissions: ['FHIR_ALL_WRITE'], programsByPasswordAlone: true }, expected: all },
  },
])('V-33, A-19: without a second factor is left out: $name', ({ rules, person, expected }) => {
  expect(left(rules, person)).toEqual(expected);
});

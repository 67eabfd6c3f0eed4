import fc from 'fast-check';
import type { Authority } from '../user/authority.js';
import { administers } from './administers.js';
import { allowsIn } from './fhir-access.js';
import { narrowPermissions } from './narrow-permissions.js';
import { expandRoles } from './roles.js';
import { applyChange, readChange } from './script-change.js';

const TYPES = ['Patient', 'Goal', 'Observation'] as const;
const LETTERS = ['c', 'r', 'u', 'd', 's'] as const;

const authority: fc.Arbitrary<Authority> = fc.oneof(
  fc.constantFrom('FHIR_ALL_READ', 'FHIR_ALL_WRITE', 'FHIR_ALL_DELETE', 'ROLE_FHIR_CLIENT_SUPERUSER').map(named),
  fc.constantFrom('VIEW_USERS', 'ACCESS_ADMIN_JSON', 'ROLE_SUPERUSER').map(named),
  fc
    .tuple(fc.constantFrom('FHIR_READ_ALL_OF_TYPE', 'FHIR_WRITE_ALL_OF_TYPE'), fc.constantFrom(...TYPES))
    .map(([permission, argument]) => ({ permission, argument })),
  fc
    .tuple(fc.constantFrom('FHIR_READ_INSTANCE', 'FHIR_WRITE_INSTANCE'), fc.constantFrom(...TYPES))
    .map(([permission, type]) => ({ permission, argument: `${type}/1` })),
);
const list = fc.uniqueArray(authority, { maxLength: 5, selector: (one) => JSON.stringify(one) });
const scope = fc.record({
  type: fc.constantFrom('*', ...TYPES),
  letters: fc.subarray([...LETTERS], { minLength: 1 }),
});

function named(permission: string): Authority {
  return { permission };
}

test('rulings 36 and 37: what a token gives was held or added by the script, and the scopes allow it', () => {
  fc.assert(
    fc.property(list, list, fc.array(scope, { maxLength: 3 }), (held, left, scopes) => {
      const { change } = readChange(held, left, false);
      const { permissions } = narrowPermissions(applyChange(held, change), {
        ...{ kind: 'person', enforced: true },
        scopes: scopes.map(({ type, letters }) => `user/${type}.${letters.join('')}`),
      });

      for (const resourceType of TYPES)
        for (const letter of LETTERS)
          for (const place of [
            { resourceType, compartments: [] },
            { resourceType, id: '1', compartments: [] },
          ]) {
            if (!allowsIn(permissions, letter, place)) continue;
            expect(allowsIn(expandRoles([...held, ...left]), letter, place)).toBe(true);
            expect(
              scopes.some(({ type, letters }) => (type === '*' || type === resourceType) && letters.includes(letter)),
            ).toBe(true);
          }
      const power = permissions.filter(({ permission }) => administers(permission)).map(({ permission }) => permission);
      const isHeld = held.some(({ permission }) => permission === 'ROLE_SUPERUSER');
      expect(isHeld || power.every((name) => held.some(({ permission }) => permission === name))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

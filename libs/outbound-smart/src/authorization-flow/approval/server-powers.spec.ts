import type { ClientDefinition } from '#protocol/client/client';
import type { UserSessionDetails } from '#protocol/user/user-session';
import { gainsPower } from './server-powers.js';

const named = (names: readonly string[]) => names.map((permission) => ({ permission }));
const gains = (person: readonly string[], app: readonly string[] = [], more: Partial<ClientDefinition> = {}) =>
  gainsPower(
    { permissions: named(app), ...more } as ClientDefinition,
    { authorities: named(person) } as unknown as UserSessionDetails,
  );

describe('V-100: an app gets power over the server by a person', () => {
  test.each([
    { person: ['ROLE_SUPERUSER'], app: [] },
    { person: ['FHIR_ALL_READ', 'VIEW_USERS'], app: [] },
    { person: ['ACCESS_ADMIN_JSON'], app: ['VIEW_USERS'] },
    { person: ['GATEHOUSE_CREATE_LAUNCH'], app: ['ROLE_FHIR_CLIENT_SUPERUSER'] },
    { person: ['VIEW_USERS', 'UPDATE_USER'], app: ['VIEW_USERS'] },
    { person: ['ROLE_SUPERUSER'], app: ['ACCESS_ADMIN_JSON', 'UPDATE_USER'] },
  ])('$person beyond its own $app', ({ person, app }) => {
    expect(gains(person, app)).toBe(true);
  });

  test.each([
    { person: ['ROLE_FHIR_CLIENT_SUPERUSER', 'FHIR_ALL_WRITE'], app: [] },
    { person: ['ROLE_ANONYMOUS', 'A_NAME_UNKNOWN_HERE'], app: [] },
    { person: ['CHANGE_OWN_PASSWORD', 'CHANGE_OWN_TFA_KEY', 'CHANGE_OWN_DEFAULT_LAUNCH_CONTEXTS'], app: [] },
    { person: ['VIEW_USERS'], app: ['VIEW_USERS'] },
    { person: ['ROLE_SUPERUSER'], app: ['ROLE_SUPERUSER'] },
    { person: ['VIEW_USERS', 'UPDATE_USER'], app: ['ROLE_SUPERUSER'] },
  ])('none by $person, having $app itself', ({ person, app }) => {
    expect(gains(person, app)).toBe(false);
  });

  test('none where nobody has looked at it, for then it gets nothing of that', () => {
    expect(gains(['ROLE_SUPERUSER'], [], { untrusted: true })).toBe(false);
  });
});

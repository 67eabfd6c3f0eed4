import { nearestPermission, withNearest } from './nearest-permission.js';

test.each([
  ['ROLE_SUPERUSR', 'ROLE_SUPERUSER'],
  ['role_superuser', 'ROLE_SUPERUSER'],
  ['ACCESS_ADMIN_JSN', 'ACCESS_ADMIN_JSON'],
  ['UPDATE_USERS', 'UPDATE_USER'],
  ['NO_SUCH_PERMISSION', undefined],
  ['', undefined],
  ['A'.repeat(10_000), undefined],
])('%s is nearest to %s', (name, nearest) => {
  expect(nearestPermission(name)).toBe(nearest);
});

test('says what was meant where that can be told', () => {
  expect(['ROLE_SUPERUSR', 'NO_SUCH_PERMISSION'].map(withNearest)).toEqual([
    'ROLE_SUPERUSR (ROLE_SUPERUSER?)',
    'NO_SUCH_PERMISSION',
  ]);
});

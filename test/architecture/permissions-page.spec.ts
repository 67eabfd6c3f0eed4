import { readFileSync } from 'node:fs';
import { permissionTable } from '#protocol/permissions/permission-table';
import { roles } from '#protocol/permissions/roles';
import { permissionsPage } from '../../tools/permissions/page.js';

const page = readFileSync('docs/permissions.md', 'utf8');

describe('docs/permissions.md', () => {
  test('ruling 38: is what the table says; `npm run docs` writes it', () => {
    expect(page).toBe(permissionsPage());
  });

  test('ruling 38: has every permission and every role', () => {
    const missing = [...permissionTable.keys(), ...roles.keys()].filter((name) => !page.includes(`\`${name}\``));

    expect(missing).toEqual([]);
  });

  test('STD S9: says how Patient.link is treated', () => {
    expect(page).toMatch(/`Patient\.link` is not followed/);
  });
});

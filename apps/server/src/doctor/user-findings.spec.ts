import type { AdministeredUser } from '#inbound-security/user-administration.port';
import type { JsonObject } from '#protocol/json/json-object';
import { userFindings } from './user-findings.js';

const root: JsonObject = { username: 'root', authorities: [{ permission: 'ROLE_SUPERUSER' }] };

function moduleThatDemands(requiredPermissions: readonly string[]) {
  return { nodeId: 'Master', moduleId: 'people', options: { secondFactor: { requiredPermissions } } };
}

async function problemsOf(json: JsonObject, mode: 'evaluation' | 'production', required: readonly string[] = []) {
  const user: AdministeredUser = { pid: 1, version: 1, json, passwordPending: false, passwordMissing: false };
  const page = { items: [user], pageIndex: 0, totalPages: 1 };
  const users = { list: () => Promise.resolve({ ...page, total: 1, pageSize: 1 }) };
  const found = await userFindings(users, [moduleThatDemands(required)], mode);
  return found.map(({ about, problem }) => `${about}: ${problem}`);
}

const told = ['user people/root: may do everything and has no second factor, nor must have one'];

test.each([
  { name: 'with a password alone', json: root, expected: told },
  { name: 'with less', json: { ...root, authorities: [{ permission: 'VIEW_USERS' }] }, expected: [] },
  { name: 'with an app', json: { ...root, twoFactorAuthStatus: 'KEY_ACTIVE' }, expected: [] },
  { name: 'with an app to come', json: { ...root, twoFactorAuthStatus: 'KEY_PENDING' }, expected: told },
  { name: 'of whom one is demanded', json: { ...root, secondFactorRequired: true }, expected: [] },
  { name: 'that is a program', json: { ...root, serviceAccount: true }, expected: [] },
  { name: 'that is shut out', json: { ...root, accountDisabled: true }, expected: [] },
])('A-21: in production, a superuser $name', async ({ json, expected }) => {
  expect(await problemsOf(json, 'production')).toEqual(expected);
  expect(await problemsOf(json, 'evaluation')).toEqual([]);
  expect(await problemsOf(json, 'production', ['ROLE_SUPERUSER'])).toEqual([]);
});

test.each([
  { resourceId: 'Patient/1', expected: [] },
  { resourceId: 'https://fhir.example.org/Patient/1', expected: [expect.stringContaining('no app is given it')] },
])('STD L2: a default patient that is $resourceId', async ({ resourceId, expected }) => {
  const json = { username: 'amelia', defaultLaunchContexts: [{ contextType: 'patient', resourceId }] };

  expect(await problemsOf(json, 'evaluation')).toEqual(expected);
});

import type { DefinedModule } from '#module-config/stored-by-definition.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { ownFactorWarnings } from './own-factor-warning.js';

const author: ChangeAuthor = {
  ...{ kind: 'user', actor: 'admin', userModuleId: 'local_security' },
  authorities: [{ permission: 'ACCESS_ADMIN_JSON' }],
};

function local(...config: readonly (readonly [key: string, value: string])[]): DefinedModule {
  return { moduleId: 'local_security', type: 'SECURITY_IN_LOCAL', config: new Map(config) };
}

const open = local();
const demanding = local(['tfa.required_permissions', 'VIEW_USERS, ACCESS_ADMIN_JSON']);
const prefixed = local(['security_in_local.tfa.required_permissions', 'ACCESS_ADMIN_JSON']);
const lenient = local(['tfa.required_permissions', 'ACCESS_ADMIN_JSON'], ['tfa.programs_by_password_alone', 'TRUE']);
const ofOthers = local(['tfa.required_permissions', 'VIEW_USERS']);

test.each([
  { name: 'what the author holds', before: open, after: demanding, warnings: 1 },
  { name: 'the same with the type before the key', before: open, after: prefixed, warnings: 1 },
  { name: 'a module that was not there', before: undefined, after: demanding, warnings: 1 },
  { name: 'the end of passwords alone', before: lenient, after: demanding, warnings: 1 },
  { name: 'what was demanded before', before: prefixed, after: demanding, warnings: 0 },
  { name: 'passwords alone', before: open, after: lenient, warnings: 0 },
  { name: 'what others hold', before: open, after: ofOthers, warnings: 0 },
  { name: 'another type', before: open, after: { ...demanding, type: 'SECURITY_IN_LDAP' }, warnings: 0 },
  { name: 'another module', before: open, after: { ...demanding, moduleId: 'staff' }, warnings: 0 },
])('authors are told what a change demands of themselves: $name', ({ before, after, warnings }) => {
  expect(ownFactorWarnings(author, before, after)).toHaveLength(warnings);
});

test('an author who calls by an access token is told nothing: the password is not their way in', () => {
  expect(ownFactorWarnings({ ...author, clientId: 'console' }, open, demanding)).toEqual([]);
});

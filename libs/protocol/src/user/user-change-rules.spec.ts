import type { ChangeAuthor } from '../administration/change-author.js';
import { administratorRank } from './administrator-rank.js';
import type { NewUser, UserAccount } from './new-user.js';
import { changeRefusal, creationRefusal, deletionRefusal, resetRefusal } from './user-change-rules.js';
import { differences, editedAccount, effectsOf } from './user-edit.js';

const person: UserAccount = {
  ...{ nodeId: 'Master', moduleId: 'local', username: 'nina', familyName: '', givenName: '', email: '', notes: '' },
  ...{ accountLocked: false, accountDisabled: false, systemUser: false, external: false, serviceAccount: false },
  ...{ authorities: [{ permission: 'ROLE_FHIR_CLIENT' }], defaultLaunchContexts: [] },
};
const superuser = { ...person, authorities: [{ permission: 'ROLE_SUPERUSER' }] };
const operator: ChangeAuthor = { kind: 'user', actor: 'gatehouse command' };
const helpdesk: ChangeAuthor = {
  kind: 'user',
  actor: 'hilde',
  userPid: 5,
  authorities: [{ permission: 'UPDATE_USER' }],
};
const root: ChangeAuthor = { kind: 'user', actor: 'root', userPid: 6, authorities: superuser.authorities };

const change = (author: ChangeAuthor, before: UserAccount, edit: Partial<UserAccount>, lastConnected?: Date) => {
  const after = { ...before, ...edit };
  const record = { pid: 5, account: before, ...(lastConnected && { lastConnected }) };
  return changeRefusal(author, { before: record, after, fields: differences(before, after) });
};
const other = { ...helpdesk, userPid: 9 };

describe('V-100: an account that may do more than the author', () => {
  test.each([
    { edit: { accountLocked: true } },
    { edit: { accountDisabled: true } },
    { edit: { authorities: [] } },
    { edit: { email: 'mine@example.org' } },
    { edit: { fhirUserUrl: 'https://fhir.example.org/Practitioner/1' } },
    { edit: { defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Patient/1' }] } },
    { edit: { serviceAccount: true } },
    { edit: { username: 'other' } },
  ])('is not changed by $edit', ({ edit }) => {
    expect(change(other, superuser, edit)).toMatchObject({
      kind: 'forbidden',
      problems: [{ field: Object.keys(edit)[0] }],
    });
    expect(change(root, superuser, edit)).toBeUndefined();
    expect(change(operator, superuser, edit)).toBeUndefined();
  });

  test('gets no other password, is not unlocked, and is not deleted', () => {
    const before = { pid: 7, account: superuser };

    for (const field of ['password', 'failedLoginAttempts'] as const)
      expect(changeRefusal(other, { before, after: superuser, fields: [field] })).toMatchObject({ kind: 'forbidden' });
    expect(deletionRefusal(other, before)).toMatchObject({ kind: 'forbidden' });
    expect(deletionRefusal(root, before)).toBeUndefined();
  });

  test.each([
    { name: 'the last sign-in, such as those of a directory’s groups', by: 'signInAuthorities' },
    { name: 'any sign-in before it', by: 'powersGiven' },
  ] as const)('keeps all of it also where the authorities were given by $name', ({ by }) => {
    const before = { pid: 7, account: person, [by]: superuser.authorities };
    const after = { ...person, accountDisabled: true };
    const refusals = [
      changeRefusal(other, { before, after, fields: ['accountDisabled'] }),
      deletionRefusal(other, before),
      resetRefusal(other, before),
    ];

    expect(refusals.map((refusal) => refusal?.kind)).toEqual(['forbidden', 'forbidden', 'forbidden']);
    expect([deletionRefusal(root, before), resetRefusal(root, before)]).toEqual([undefined, undefined]);
    expect(changeRefusal(other, { before, after: { ...person, notes: 'z' }, fields: ['notes'] })).toBeUndefined();
  });

  test('may get another name to be shown, and notes', () => {
    expect(change(other, superuser, { familyName: 'x', givenName: 'y', notes: 'z' })).toBeUndefined();
  });
});

describe('V-100: what an author gives', () => {
  test('more than they hold is neither given to an account nor created with one', () => {
    const authorities = [{ permission: 'CREATE_USER' }];
    const expected = { kind: 'forbidden', problems: [{ field: 'authorities[0]' }] };

    expect(change(helpdesk, person, { authorities })).toMatchObject(expected);
    expect(creationRefusal(helpdesk, { ...person, authorities })).toMatchObject(expected);
    expect(creationRefusal(operator, superuser)).toBeUndefined();
  });

  test('only a superuser opens a second way to an account, by which another system may bring more', () => {
    const one = { kind: 'saml', moduleId: 'saml', issuer: 'urn:idp', subject: '1' } as const;
    const known = { ...person, externalIdentities: [one] };
    const twice = { ...person, externalIdentities: [one, { ...one, subject: '2' }] };
    const opened = (by: ChangeAuthor) => [
      creationRefusal(by, { ...known, password: 'x' }),
      creationRefusal(by, { ...twice, authorities: [] }),
      changeRefusal(by, { before: { pid: 7, account: known }, after: known, fields: ['password'], hasPassword: true }),
      changeRefusal(by, {
        ...{ before: { pid: 7, account: person }, after: known },
        ...{ fields: ['externalIdentities'], hasPassword: true },
      }),
    ];

    expect(opened(other).map((refusal) => refusal?.kind)).toEqual(Array(4).fill('forbidden'));
    expect([...opened(root), ...opened(operator)]).toEqual(Array(8).fill(undefined));
    expect(creationRefusal(other, { ...known, authorities: [] })).toBeUndefined();
    expect(change(other, known, { notes: 'x', externalIdentities: [] })).toBeUndefined();
  });

  test('only a superuser says which account requests without credentials act as', () => {
    expect(creationRefusal(helpdesk, { ...person, systemUser: true, authorities: [] })).toMatchObject({
      kind: 'forbidden',
    });
    expect(change(other, person, { systemUser: true })).toMatchObject({ kind: 'forbidden' });
    expect(change(root, person, { systemUser: true })).toBeUndefined();
  });
});

describe('F-54: mistakes', () => {
  test.each(['accountLocked', 'accountDisabled'] as const)('nobody shuts their own account by %s', (field) => {
    expect(change(helpdesk, person, { [field]: true })).toMatchObject({ kind: 'refused', problems: [{ field }] });
    expect(change(other, person, { [field]: true })).toBeUndefined();
    expect(change(helpdesk, { ...person, [field]: true }, { [field]: false })).toBeUndefined();
  });

  test('nobody makes their own account that of requests without credentials', () => {
    const author = { ...root, userPid: 5 };

    expect(change(author, superuser, { systemUser: true })).toMatchObject({
      kind: 'refused',
      problems: [{ field: 'systemUser' }],
    });
  });

  test('nobody deletes their own account', () => {
    expect(deletionRefusal(helpdesk, { pid: 5, account: person })).toMatchObject({ kind: 'refused' });
    expect(deletionRefusal(helpdesk, { pid: 6, account: person })).toBeUndefined();
  });

  test('STD OID-7: the name of an account that was signed in to stays, in its very spelling', () => {
    expect(change(operator, person, { username: 'Nina' }, new Date(0))).toMatchObject({ kind: 'refused' });
    expect(change(operator, person, { username: 'Nina' })).toBeUndefined();
  });
});

describe('what a full object makes of an account', () => {
  const read = (edit: Partial<NewUser>) => ({ ...person, ...edit });
  const externalIdentities = [{ kind: 'directory', subject: '00ff' }] as const;

  test.each([
    { json: {}, expected: true },
    { json: { accountLocked: null, accountDisabled: '' }, expected: true },
    { json: { accountLocked: false, accountDisabled: false }, expected: false },
  ])('V-28: after $json a shut account is shut: $expected', ({ json, expected }) => {
    const before = { ...person, accountLocked: true, accountDisabled: true };

    expect(editedAccount(json, read({}), before)).toMatchObject({ accountLocked: expected, accountDisabled: expected });
  });

  test('another system keeps the account whatever the object says', () => {
    expect(editedAccount({ external: true }, read({ external: true }), person).external).toBe(false);
  });

  test.each([
    { name: 'false', json: { external: false }, edit: {}, expected: false },
    { name: 'a password', json: {}, edit: { password: 'long enough' }, expected: false },
    { name: 'nothing', json: {}, edit: {}, expected: true },
    { name: 'true', json: { external: true }, edit: { external: true }, expected: true },
    { name: 'a password and who they are', json: {}, edit: { password: 'x', externalIdentities }, expected: true },
    { name: 'false, and who they are', json: { external: false }, edit: { externalIdentities }, expected: true },
  ])('an account of another system of which none is named, told $name, is external: $expected', (row) => {
    expect(editedAccount(row.json, read(row.edit), { ...person, external: true }).external).toBe(row.expected);
  });

  test('a system that is named keeps the account until its identity is taken away', () => {
    const before = { ...person, external: true, externalIdentities };

    expect(editedAccount({ external: false }, read({}), before).external).toBe(true);
    expect(editedAccount({ external: false }, read({ externalIdentities: [] }), before).external).toBe(false);
  });

  test('the order of authorities is no difference, a repeated one is', () => {
    const [a, b] = [{ permission: 'A' }, { permission: 'B' }];

    expect(differences({ ...person, authorities: [a, b] }, { ...person, authorities: [b, a] })).toEqual([]);
    expect(differences({ ...person, authorities: [a] }, { ...person, authorities: [a, a] })).toEqual(['authorities']);
  });

  test.each([
    { fields: ['accountLocked'], edit: { accountLocked: true }, withdrawsGrants: true, endsSessions: true },
    { fields: ['accountLocked'], edit: { accountLocked: false }, withdrawsGrants: true, endsSessions: false },
    { fields: ['accountDisabled'], edit: { accountDisabled: true }, withdrawsGrants: true, endsSessions: true },
    { fields: ['systemUser'], edit: { systemUser: true }, withdrawsGrants: true, endsSessions: true },
    { fields: ['password'], edit: {}, withdrawsGrants: true, endsSessions: true },
    { fields: ['authorities'], edit: {}, withdrawsGrants: false, endsSessions: false },
    { fields: ['notes', 'failedLoginAttempts'], edit: {}, withdrawsGrants: false, endsSessions: false },
  ] as const)('V-28: $fields with $edit', ({ fields, edit, ...expected }) => {
    expect(effectsOf(fields, { ...person, ...edit })).toEqual(expected);
  });
});

describe('F-54: who can put the server in order', () => {
  const holding = (...permissions: readonly string[]): UserAccount => ({
    ...person,
    authorities: permissions.map((permission) => ({ permission })),
  });

  test.each([
    { name: 'a superuser', account: superuser, rank: 2 },
    { name: 'an administrator of users', account: holding('ACCESS_ADMIN_JSON', 'UPDATE_USER'), rank: 1 },
    { name: 'one who is not let in', account: holding('UPDATE_USER'), rank: 0 },
    { name: 'one who changes nobody', account: holding('ACCESS_ADMIN_WEB', 'VIEW_USERS'), rank: 0 },
    {
      name: 'a role with a limit',
      account: { ...person, authorities: [{ permission: 'ROLE_SUPERUSER', argument: 'x' }] },
      rank: 0,
    },
    { name: 'a locked superuser', account: { ...superuser, accountLocked: true }, rank: 0 },
    { name: 'a disabled superuser', account: { ...superuser, accountDisabled: true }, rank: 0 },
    { name: 'a system user', account: { ...superuser, systemUser: true }, rank: 0 },
  ])('$name has rank $rank', ({ account, rank }) => {
    expect(administratorRank(account, true)).toBe(rank);
    expect(administratorRank(account, false)).toBe(0);
  });
});

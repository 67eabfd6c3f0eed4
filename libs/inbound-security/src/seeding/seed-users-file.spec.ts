import { LocalInboundOptions } from '../local/local-inbound.options.js';
import { readSeedUsers } from './seed-users-file.js';

const instance = { nodeId: 'Master', moduleId: 'local', options: new LocalInboundOptions() };
const bcrypt = '$2b$12$abcdefghijklmnopqrstuuO5xgGbrjPS9WC8Yq1PZbGZZWqUvzL9W';
const read = (...users: readonly unknown[]) => readSeedUsers({ users }, instance);

describe('readSeedUsers', () => {
  test.each([
    { name: 'a list without its object', seed: [] },
    { name: 'no list', seed: { users: {} } },
    { name: 'a text', seed: 'users' },
    { name: 'nothing', seed: null },
  ])('refuses $name', ({ seed }) => {
    expect(readSeedUsers(seed, instance).problems.map((each) => each.field)).toEqual(['users']);
  });

  test.each([
    { name: 'a short password', user: { username: 'a', password: 'short' }, field: 'users[0] (a).password' },
    {
      name: 'an Argon2i hash',
      user: { username: 'a', passwordHash: '$argon2i$v=19$m=1,t=1,p=1$a$b' },
      field: 'users[0] (a).password',
    },
    {
      name: 'ruling 64: a hash that would take minutes where the password goes',
      user: { username: 'a', password: bcrypt.replace('$12$', '$31$') },
      field: 'users[0] (a).password',
    },
    {
      name: 'a name without visible characters',
      user: { username: '\u200b', password: 'long enough' },
      field: 'users[0].username',
    },
    { name: 'a user of another module', user: { username: 'a', moduleId: 'ldap' }, field: 'users[0] (a).moduleId' },
    {
      name: 'ruling 38: a permission whose argument cannot be read',
      user: { username: 'a', authorities: [{ permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'observation' }] },
      field: 'users[0] (a).authorities[0].argument',
    },
  ])('reports $name', ({ user, field }) => {
    expect(read(user).problems.map((each) => each.field)).toContain(field);
  });

  test('a launch context that no app is given keeps nobody out of the file', () => {
    const resourceId = 'https://fhir.example.org/Patient/1';
    const seed = read({ username: 'a', defaultLaunchContexts: [{ contextType: 'patient', resourceId }] });

    expect([seed.entries.length, seed.problems]).toEqual([1, []]);
    expect(seed.warnings.map(({ field }) => field)).toContain('users[0] (a).defaultLaunchContexts[0].resourceId');
  });

  test('users without a name are reported once each', () => {
    const { problems } = read({ familyName: 'x' }, { familyName: 'y' });

    expect(problems.map(({ field }) => field)).toEqual(['users[0].username', 'users[1].username']);
  });

  test('V-51: reports two spellings of one name', () => {
    const { problems } = read({ username: 'John' }, { username: 'anna' }, { username: 'ｊohn' });

    expect(problems).toEqual([expect.objectContaining({ field: 'users[2] (ｊohn).username' })]);
  });

  test('a password that the pattern refuses is answered with the pattern and how to set it, and not repeated', () => {
    const { problems } = read({ username: 'a', password: 'canary' });

    expect(problems).toEqual([
      {
        field: 'users[0] (a).password',
        problem: 'does not match password_pattern, which is .{8,}',
        remedy: expect.stringContaining('module.local.config.password_pattern; .{4,100}') as string,
      },
    ]);
  });

  test('takes a hash where the password goes, as in files made from an export', () => {
    const [seed] = read({ username: 'a', password: bcrypt }).entries;

    expect(seed).toMatchObject({ needsPassword: false, user: { passwordHash: bcrypt } });
    expect(seed?.user.password).toBeUndefined();
  });

  test.each([
    { name: 'a person', user: {}, expected: true },
    { name: 'a service account', user: { serviceAccount: true }, expected: true },
    { name: 'ANONYMOUS', user: { systemUser: true }, expected: false },
    { name: 'an external user', user: { external: true }, expected: false },
    { name: 'a person whose password an export left out', user: { password: '[REMOVED]' }, expected: true },
    { name: 'a person with a password', user: { password: 'long enough' }, expected: false },
  ])('$name needs a password: $expected', ({ user, expected }) => {
    expect(read({ username: 'a', ...user }).entries[0]?.needsPassword).toBe(expected);
  });

  test.each([
    { email: 'x', expected: ['users[0] (a).email'] },
    { email: 'Ann Lee <ann@clinic.example>', expected: ['users[0] (a).email'] },
    { email: 'ann@clinic.example, bea@clinic.example', expected: ['users[0] (a).email'] },
    { email: 'ann@clinic.example', expected: [] },
    { email: '', expected: [] },
  ])('an address that no mail reaches is warned of: "$email"', ({ email, expected }) => {
    const { problems, warnings } = read({ username: 'a', password: 'long enough to be none', email });

    expect([problems, warnings.map(({ field }) => field)]).toEqual([[], expected]);
  });

  test('a permission that is unknown here is warned of with its place', () => {
    const { problems, warnings } = read({
      username: 'a',
      authorities: [{ permission: 'FLY' }],
      password: 'long enough',
    });

    expect([problems, warnings.map(({ field }) => field)]).toEqual([[], ['users[0] (a).authorities[0].permission']]);
  });

  test.each([
    {
      name: 'a system user with a password',
      user: { systemUser: true, password: 'long enough' },
      fields: ['systemUser'],
    },
    { name: 'a system user with a hash', user: { systemUser: true, passwordHash: bcrypt }, fields: ['systemUser'] },
    { name: 'ANONYMOUS', user: { systemUser: true }, fields: [] },
    { name: 'a person with a password', user: { password: 'long enough' }, fields: [] },
  ])('of $name the start warns at $fields: nobody signs in as a system user', ({ user, fields }) => {
    const { problems, warnings } = read({ username: 'a', ...user });

    expect([problems, warnings.map(({ field }) => field)]).toEqual([
      [],
      fields.map((field) => `users[0] (a).${field}`),
    ]);
  });

  test('names unknown fields with their place', () => {
    const seed = { description: 'x', users: [{ username: 'a', shoeSize: 43 }] };

    expect(readSeedUsers(seed, instance).unknownFields).toEqual(['description', 'users[0] (a).shoeSize']);
  });
});

import fc from 'fast-check';
import { readUserJson } from './user-json.js';

const defaults = { nodeId: 'Master', moduleId: 'local_security' };
const problemsOf = (value: unknown) => readUserJson(value, defaults).problems.map(({ field }) => field);

describe('readUserJson', () => {
  test.each([
    { name: 'null', value: null },
    { name: 'a list', value: [{ username: 'x' }] },
    { name: 'a text', value: 'maria' },
    { name: 'a number', value: 7 },
  ])('reads nobody from $name', ({ value }) => {
    expect(problemsOf(value)).toEqual(['', 'username']);
  });

  test.each([
    { name: 'no user name', value: {}, field: 'username' },
    { name: 'an empty user name', value: { username: '' }, field: 'username' },
    { name: 'a user name that is a number', value: { username: 5 }, field: 'username' },
    { name: 'a user name with a NUL', value: { username: 'a\0b' }, field: 'username' },
    { name: 'a user name with a line break', value: { username: 'a\nb' }, field: 'username' },
    { name: 'half a character', value: { username: 'a', notes: 'x\ud800' }, field: 'notes' },
    { name: 'a user name that ends with a space', value: { username: 'a ' }, field: 'username' },
    { name: 'a very long user name', value: { username: 'a'.repeat(201) }, field: 'username' },
    { name: 'a lock that is a text', value: { username: 'a', accountLocked: 'false' }, field: 'accountLocked' },
    {
      name: 'V-61: a password of 1,025 bytes',
      value: { username: 'a', password: `${'ü'.repeat(512)}x` },
      field: 'password',
    },
    {
      name: 'a hash we cannot check',
      value: { username: 'a', passwordHash: '5f4dcc3b5aa765d61d8327deb882cf99' },
      field: 'passwordHash',
    },
    {
      name: 'a password and a hash',
      value: { username: 'a', password: 'long enough', passwordHash: '$2b$12$x' },
      field: 'passwordHash',
    },
    { name: 'authorities that are no list', value: { username: 'a', authorities: {} }, field: 'authorities' },
    {
      name: 'an authority that is a text',
      value: { username: 'a', authorities: ['ROLE_SUPERUSER'] },
      field: 'authorities[0]',
    },
    {
      name: 'a restriction of no such name',
      value: { username: 'a', authorities: [{ permission: 'BLOCK_GODS' }] },
      field: 'authorities[0].permission',
    },
    {
      name: 'ruling 38: an authority without its argument',
      value: { username: 'a', authorities: [{ permission: 'FHIR_WRITE_ALL_OF_TYPE', argument: '' }] },
      field: 'authorities[0].argument',
    },
    {
      name: 'an argument that is a number',
      value: { username: 'a', authorities: [{ permission: 'FHIR_READ_INSTANCE', argument: 1 }] },
      field: 'authorities[0].argument',
    },
    {
      name: 'a launch context without id',
      value: { username: 'a', defaultLaunchContexts: [{ contextType: 'patient' }] },
      field: 'defaultLaunchContexts[0].resourceId',
    },
    ...['Observation/3', 'https://other.example.org/Patient/1', 'a b'].map((resourceId) => ({
      name: `a launch context that is of another type or server: ${resourceId}`,
      value: { username: 'a', defaultLaunchContexts: [{ contextType: 'patient', resourceId }] },
      field: 'defaultLaunchContexts[0].resourceId',
    })),
    {
      name: 'a fhirUser that is a script',
      value: { username: 'a', fhirUserUrl: 'javascript:alert(1)//Patient/1' },
      field: 'fhirUserUrl',
    },
    {
      name: 'STD U2: a fhirUser of another type',
      value: { username: 'a', fhirUserUrl: 'https://f/Organization/1' },
      field: 'fhirUserUrl',
    },
    {
      name: 'STD X8: a fhirUser without id',
      value: { username: 'a', fhirUserUrl: 'https://f/Patient/' },
      field: 'fhirUserUrl',
    },
  ])('finds $name', ({ value, field }) => {
    expect(problemsOf(value)).toContain(field);
  });

  test('ruling 46: an authority that is unknown here is named, not refused', () => {
    const { user, problems, warnings } = readUserJson(
      { username: 'a', authorities: [{ permission: 'GOD' }] },
      defaults,
    );

    expect([user.authorities, problems]).toEqual([[{ permission: 'GOD' }], []]);
    expect(warnings).toEqual([expect.objectContaining({ field: 'authorities[0].permission' })]);
  });

  test('gives each problem a remedy, and all problems at once', () => {
    const { problems } = readUserJson({ accountLocked: 1, authorities: [{ permission: 'BLOCK_GODS' }, 5] }, defaults);

    expect(problems).toHaveLength(5);
    expect(problems.every(({ problem, remedy }) => problem !== '' && remedy !== '')).toBe(true);
  });

  test("reads the product's anonymous user, with the module that loads it", () => {
    const json = {
      username: 'ANONYMOUS',
      familyName: 'Anonymous',
      givenName: 'Anonymous',
      systemUser: true,
      authorities: [{ permission: 'ROLE_ANONYMOUS' }, { permission: 'FHIR_WRITE_ALL_OF_TYPE', argument: 'ValueSet' }],
    };

    expect(readUserJson(json, defaults)).toEqual({
      user: {
        ...defaults,
        ...json,
        email: '',
        accountLocked: false,
        accountDisabled: false,
        external: false,
        serviceAccount: false,
        defaultLaunchContexts: [],
        notes: '',
      },
      unknownFields: [],
      problems: [],
      warnings: [],
    });
  });

  test('reads a person with everything', () => {
    const json = {
      nodeId: 'Other',
      moduleId: 'ldap',
      username: 'maria',
      password: 'correct horse',
      familyName: 'Muster',
      givenName: 'Maria',
      email: 'maria@example.org',
      accountLocked: true,
      accountDisabled: true,
      systemUser: false,
      external: true,
      serviceAccount: true,
      authorities: [],
      defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Patient/123' }],
      notes: 'two\nlines',
      fhirUserUrl: 'https://fhir.example.org/r4/Practitioner/7',
    };

    expect(readUserJson(json, defaults)).toEqual({ user: json, unknownFields: [], problems: [], warnings: [] });
  });

  test('warns of a launch context that no scope asks for', () => {
    const json = { username: 'a', defaultLaunchContexts: [{ contextType: 'pateint', resourceId: '1' }] };

    expect(readUserJson(json, defaults)).toMatchObject({
      problems: [],
      warnings: [{ field: 'defaultLaunchContexts[0].contextType' }],
    });
  });

  test('a launch context that stands already is told, and keeps nothing else from being saved', () => {
    const [old, other] = ['Patient', 'Group'].map((type) => ({
      ...{ contextType: 'patient', resourceId: `https://other.example.org/${type}/1` },
    }));
    const json = { username: 'a', defaultLaunchContexts: [old, other] };
    const read = readUserJson(json, defaults, ({ resourceId }) => resourceId === old?.resourceId);

    expect(read).toMatchObject({
      user: json,
      problems: [{ field: 'defaultLaunchContexts[1].resourceId' }],
      warnings: [{ field: 'defaultLaunchContexts[0].resourceId' }],
    });
  });

  test.each(['$2a$10$abc', '$2b$12$abc', '$2y$12$abc', '$argon2id$v=19$m=19456,t=2,p=1$abc'])(
    'ruling 64: accepts the hash %s',
    (passwordHash) => {
      const { user, problems } = readUserJson({ username: 'a', passwordHash }, defaults);

      expect([user.passwordHash, problems]).toEqual([passwordHash, []]);
    },
  );

  test('ruling 46: reports unknown fields and ignores what only the server decides', () => {
    const json = JSON.parse(
      '{"username":"a","pid":5,"lastActive":"2020","failedLoginAttempts":3,"twoFactorAuthStatus":"NO_KEY_DEFINED","lastConnected":null,"color":"red","__proto__":{"systemUser":true}}',
    ) as unknown;

    const { user, unknownFields, problems } = readUserJson(json, defaults);

    expect([unknownFields, problems, user.systemUser]).toEqual([['color', '__proto__'], [], false]);
  });

  test('an empty text and null mean that a field is not set (reference 13)', () => {
    const json = { username: 'a', moduleId: '', password: '', notes: null, fhirUserUrl: '', authorities: null };

    const { user, problems } = readUserJson(json, defaults);

    expect([user.moduleId, 'password' in user, 'fhirUserUrl' in user, problems]).toEqual([
      defaults.moduleId,
      false,
      false,
      [],
    ]);
  });

  test.each(['***', '**********', '[REMOVED]'])('reference 1.3: %s in an export stands for no password', (shown) => {
    const { user, problems } = readUserJson({ username: 'a', password: shown, passwordHash: shown }, defaults);

    expect(['password' in user, 'passwordHash' in user, problems]).toEqual([false, false, []]);
  });

  test('never throws on any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readUserJson(value, defaults)));
  });
});

import fc from 'fast-check';
import type { ExternalIdentityEntry } from './external-identity.js';
import type { UserAccount } from './new-user.js';
import { readUserJson } from './user-json.js';
import { canonicalUserJson, userJson, type UserRecord } from './user-record.js';

const text = (maxLength: number) =>
  fc.string({ unit: 'binary', maxLength }).map((value) => value.replaceAll(/\p{Cc}/gu, '').trim());
const account: fc.Arbitrary<UserAccount> = fc
  .record({
    nodeId: fc.constant('Master'),
    moduleId: fc.constant('local'),
    username: text(50).map((name) => `a${name}`),
    familyName: text(50),
    givenName: text(50),
    email: text(50),
    accountLocked: fc.boolean(),
    accountDisabled: fc.boolean(),
    systemUser: fc.boolean(),
    external: fc.boolean(),
    serviceAccount: fc.boolean(),
    authorities: fc.uniqueArray(
      fc.constantFrom(
        { permission: 'ROLE_FHIR_CLIENT' },
        { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' },
        { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/2' },
        { permission: 'UPDATE_USER' },
      ),
    ),
    defaultLaunchContexts: fc.array(
      fc.record({ contextType: fc.constant('patient'), resourceId: fc.constant('Patient/1') }),
    ),
    notes: text(50),
    fhirUserUrl: fc.constantFrom(undefined, 'https://fhir.example.org/Practitioner/1'),
    externalIdentities: fc.uniqueArray(
      fc.constantFrom<ExternalIdentityEntry>(
        { kind: 'oidc', moduleId: 'smart_auth', registrationId: 'r', issuer: 'https://idp.example.org', subject: '7' },
        {
          kind: 'oidc-client',
          moduleId: 'smart_in',
          registrationId: 'r',
          issuer: 'https://idp.example.org',
          subject: '7',
        },
        { kind: 'saml', moduleId: 'saml', issuer: 'urn:idp', subject: 'x@y' },
        { kind: 'directory', subject: '00ff' },
      ),
    ),
  })
  .map(({ fhirUserUrl, externalIdentities, ...rest }) => ({
    ...rest,
    ...(fhirUserUrl !== undefined && { fhirUserUrl }),
    // Who is known elsewhere, and has no password here, is of another system.
    ...(externalIdentities.length > 0 && { externalIdentities, external: true }),
  }));
const defaults = { nodeId: 'Other', moduleId: 'other' };
const date = new Date('2026-01-02T03:04:05.678Z');

describe('the JSON of a user', () => {
  test('property: what was written is read as it was', () => {
    fc.assert(
      fc.property(account, (each) => {
        const record: UserRecord = {
          pid: 1,
          account: each,
          failedLoginAttempts: 2,
          twoFactorAuthStatus: 'NO_KEY_DEFINED',
          lastActive: date,
          locks: [{ kind: 'knownDevice', until: date }],
        };

        expect(readUserJson(userJson(record), defaults)).toMatchObject({ user: each, unknownFields: [], problems: [] });
      }),
    );
  });

  test('property: an export is read as it was, and is the same whatever the order of the authorities', () => {
    fc.assert(
      fc.property(account, (each) => {
        const json = canonicalUserJson(each, undefined);
        const { user } = readUserJson(json, defaults);

        expect(canonicalUserJson(user, undefined)).toEqual(json);
        expect(canonicalUserJson({ ...each, authorities: each.authorities.toReversed() }, undefined)).toEqual(json);
      }),
    );
  });

  test('has the fields of the product, instants with milliseconds and offset, and leaves out texts that are not set', () => {
    const [each] = fc.sample(account, 1);
    const record = {
      pid: 7,
      account: { ...each!, familyName: '', notes: '' },
      failedLoginAttempts: 0,
      twoFactorAuthStatus: 'NO_KEY_DEFINED' as const,
      locks: [],
      lastConnected: date,
    };

    const json = userJson(record);

    expect(json).toMatchObject({ pid: 7, twoFactorAuthStatus: 'NO_KEY_DEFINED', failedLoginAttempts: 0 });
    expect(json).toHaveProperty('lastConnected', '2026-01-02T03:04:05.678+00:00');
    expect(Object.keys(json)).not.toEqual(expect.arrayContaining(['familyName']));
    expect(Object.keys(json)).not.toEqual(expect.arrayContaining(['notes']));
    expect(Object.keys(json)).not.toEqual(expect.arrayContaining(['locks']));
  });

  test('tells the locks apart, the last to end first', () => {
    const [each] = fc.sample(account, 1);
    const locks = [
      { kind: 'password' as const, until: date },
      { kind: 'secondFactor' as const, until: new Date(date.getTime() + 60_000) },
    ];
    const record = {
      pid: 7,
      account: each!,
      failedLoginAttempts: 5,
      twoFactorAuthStatus: 'KEY_ACTIVE' as const,
      locks,
    };

    expect(userJson(record)).toMatchObject({
      lockedUntil: '2026-01-02T03:05:05.678+00:00',
      locks: [
        { kind: 'secondFactor', until: '2026-01-02T03:05:05.678+00:00' },
        { kind: 'password', until: '2026-01-02T03:04:05.678+00:00' },
      ],
    });
  });
});

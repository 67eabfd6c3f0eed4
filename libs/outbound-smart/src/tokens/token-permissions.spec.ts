import type { ClientDefinition } from '#protocol/client/client';
import { noChange } from '#protocol/permissions/script-change';
import type { LaunchResource } from '#protocol/smart/launch-context';
import type { Authority } from '#protocol/user/authority';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import { TokenPermissions, type TokenFacts } from './token-permissions.js';

const instance = { options: new OutboundSmartOptions() } as OutboundSmartInstance;
const all: readonly Authority[] = [{ permission: 'FHIR_ALL_READ' }];
const client = { permissions: all } as ClientDefinition;
const user = { authorities: all } as UserSessionDetails;

function token(
  scopes: readonly string[],
  resources: readonly LaunchResource[],
  more: Partial<TokenFacts> = {},
): TokenFacts {
  return { instance, client, user, scopes, launchContext: { resources, members: {} }, change: noChange, ...more };
}

function allowed(facts: TokenFacts, permissions = new TokenPermissions()): readonly string[] {
  return permissions.of(facts).permissions.map(({ permission, argument }) => `${permission} ${argument ?? ''}`.trim());
}

describe('the patient in context', () => {
  test.each([
    { name: 'none', resources: [] },
    { name: 'an encounter only', resources: [{ type: 'encounter', id: '1' }] },
    {
      name: 'two, by a script that adds one',
      resources: [
        { type: 'patient', id: '1' },
        { type: 'Patient', id: 'Patient/2' },
      ],
    },
    { name: 'one whose id holds more than an id', resources: [{ type: 'patient', id: '1 user/*.rs' }] },
    { name: 'one that is an observation', resources: [{ type: 'patient', id: 'Observation/1' }] },
    { name: 'one of another server', resources: [{ type: 'patient', id: 'https://fhir.example/Patient/1' }] },
  ])('STD L2: $name: a person has nothing of patient/ scopes', ({ resources }) => {
    expect(allowed(token(['patient/*.rs'], resources))).toEqual([]);
  });

  test.each([
    { type: 'patient', id: '7' },
    { type: 'Patient', id: 'Patient/7' },
    { type: 'patient', id: 'Patient/7/_history/2' },
  ])('ruling 13: is found in %o', (resource) => {
    expect(allowed(token(['patient/*.rs'], [resource]))).toEqual(['FHIR_READ_ALL_IN_COMPARTMENT Patient/7']);
  });

  test('STD S10: is the one that is simply in context, not one that plays a role beside it', () => {
    const mother = { type: 'patient', id: '8', role: 'https://example.org/role/mother' };

    expect(allowed(token(['patient/*.rs'], [mother, { type: 'patient', id: '7' }]))).toEqual([
      'FHIR_READ_ALL_IN_COMPARTMENT Patient/7',
    ]);
    expect(allowed(token(['patient/*.rs'], [mother]))).toEqual(['FHIR_READ_ALL_IN_COMPARTMENT Patient/8']);
  });

  test('ruling 38: limits a client for itself, too, where there is one; two are no licence for all', () => {
    const { user: _nobody, ...facts } = token(['patient/*.rs'], []);
    const two = ['1', '2'].map((id) => ({ type: 'patient', id }));

    expect(allowed(facts)).toEqual(['FHIR_ALL_READ']);
    expect(allowed({ ...facts, launchContext: { resources: two.slice(1), members: {} } })).toEqual([
      'FHIR_READ_ALL_IN_COMPARTMENT Patient/2',
    ]);
    expect(allowed({ ...facts, launchContext: { resources: two, members: {} } })).toEqual([]);
  });
});

describe('what is remembered', () => {
  test('is never told of a token that differs in scopes, patient, holder or switch', () => {
    const permissions = new TokenPermissions();
    const patient = [{ type: 'patient', id: '7' }];
    const { user: _nobody, ...ofClient } = token(['patient/*.rs'], []);
    const off = { options: { access: { enforcesApprovedScopes: false }, script: {} } } as OutboundSmartInstance;
    const facts = [
      { of: token(['patient/*.rs'], patient), expected: ['FHIR_READ_ALL_IN_COMPARTMENT Patient/7'] },
      { of: token(['user/*.rs'], patient), expected: ['FHIR_ALL_READ'] },
      {
        of: token(['patient/*.rs'], [{ type: 'patient', id: '8' }]),
        expected: ['FHIR_READ_ALL_IN_COMPARTMENT Patient/8'],
      },
      { of: ofClient, expected: ['FHIR_ALL_READ'] },
      { of: token(['patient/*.rs'], []), expected: [] },
      { of: token([], patient, { instance: off }), expected: ['FHIR_ALL_READ'] },
      { of: token([], patient), expected: [] },
    ];

    for (let turn = 0; turn < 3; turn += 1)
      for (const { of, expected } of facts) expect(allowed(of, permissions)).toEqual(expected);
  });

  test('goes with the list it was made of', () => {
    const permissions = new TokenPermissions();
    const facts = token(['user/*.rs'], []);
    const first = permissions.of(facts);

    expect(permissions.of(facts)).toBe(first);
    expect(allowed({ ...facts, user: { ...user, authorities: [] } }, permissions)).toEqual([]);
  });

  test('holds what a script did to this one token out of it', () => {
    const permissions = new TokenPermissions();
    const facts = token(['user/*.cruds'], []);
    const change = { added: [{ permission: 'FHIR_ALL_WRITE' }], removed: all };

    expect(allowed(facts, permissions)).toEqual(['FHIR_ALL_READ']);
    expect(allowed({ ...facts, change }, permissions)).toEqual(['FHIR_ALL_WRITE']);
    expect(allowed(facts, permissions)).toEqual(['FHIR_ALL_READ']);
  });
});

describe('V-99: what a token says a script added', () => {
  const added = [
    { permission: 'ACCESS_ADMIN_JSON' },
    { permission: 'ROLE_SUPERUSER' },
    { permission: 'FHIR_ALL_WRITE' },
  ];
  const scripted = (mayAdminister: boolean): readonly string[] => {
    const options = new OutboundSmartOptions();
    Object.assign(options.script, { mayAdminister });
    const change = { added, removed: all };
    return allowed(token(['user/*.cruds'], [], { instance: { options } as OutboundSmartInstance, change }));
  };

  test('gives nothing about the server while scripts may not, whenever the token was made', () => {
    expect(scripted(false)).toEqual(['FHIR_ALL_WRITE']);
  });

  test('gives it while scripts may', () => {
    expect(scripted(true)).toEqual(expect.arrayContaining(['ACCESS_ADMIN_JSON', 'VIEW_USERS', 'FHIR_ALL_WRITE']));
  });
});

describe('V-100: what a grant gives of power over the server', () => {
  const held = ['VIEW_USERS', 'UPDATE_USER', 'CHANGE_OWN_PASSWORD', 'ROLE_ANONYMOUS', 'FHIR_ALL_READ'];
  const admin = { ...user, authorities: held.map((permission) => ({ permission })) };
  const viewer = { ...client, permissions: [{ permission: 'VIEW_USERS' }] };
  const harmless = held.slice(2);
  const of = (more: Partial<TokenFacts>) => token(['user/*.rs'], [], { user: admin, ...more });

  test.each([
    { name: 'nothing where nobody was told', facts: of({}), left: harmless },
    { name: 'what the app has itself then', facts: of({ client: viewer }), left: ['VIEW_USERS', ...harmless] },
    { name: 'not that of another app', facts: of({ client: viewer, power: 'none' }), left: harmless },
    { name: 'all where the person was told', facts: of({ power: 'approved' }), left: held },
  ])('$name', ({ facts, left }) => {
    expect(allowed(facts)).toEqual(left);
  });

  test('is remembered apart, and the trace tells what was kept back', () => {
    const permissions = new TokenPermissions();
    for (const facts of [of({ power: 'approved' }), of({}), of({ client: viewer }), of({ power: 'none' })])
      expect(permissions.of(facts)).toEqual(new TokenPermissions().of(facts));

    expect(permissions.of(of({})).decisions).toEqual([
      {
        ...{ kind: 'permission', value: 'VIEW_USERS UPDATE_USER', ruleId: 'permission.not-told' },
        ...{ outcome: 'dropped', source: 'approval' },
      },
    ]);
  });
});

describe('ruling 10, V-100: whose token is a superuser’s', () => {
  const superuser = [{ permission: 'ROLE_SUPERUSER' }];
  const root = { ...user, authorities: superuser };
  const everything = ['openid', 'cdr_all_user_authorities'];
  const off = { options: { access: { enforcesApprovedScopes: false }, script: {} } } as OutboundSmartInstance;
  const untrusted = { ...client, untrusted: true };
  const asRoot = { ...client, permissions: superuser };
  const { user: _nobody, ...ofClient } = token(everything, []);
  const read = [{ permission: 'FHIR_ALL_READ' }];
  const isSuperuser = (facts: TokenFacts): boolean => new TokenPermissions().of(facts).isSuperuser;

  test.each([
    { name: 'scopes that narrow', facts: token(['openid', 'user/*.cruds'], [], { user: root }) },
    { name: 'an app that nobody has looked at', facts: token(everything, [], { user: root, client: untrusted }) },
    { name: 'nor there without narrowing', facts: token([], [], { user: root, client: untrusted, instance: off }) },
    { name: 'a person whom nobody told', facts: token(everything, [], { user: root }) },
    {
      name: 'an app that is one itself, by a token of another',
      facts: token(everything, [], { user: root, client: asRoot, power: 'none' }),
    },
    { name: 'a person who has everything but the role', facts: token(everything, [], { user }) },
    {
      name: 'the role with an argument',
      facts: token(everything, [], {
        user: { ...user, authorities: [{ permission: 'ROLE_SUPERUSER', argument: 'x' }] },
      }),
    },
    {
      name: 'a script that took the role away',
      facts: token(everything, [], { user: root, change: { added: read, removed: superuser } }),
    },
    { name: 'a client’s own token without the role', facts: ofClient },
  ])('not with $name', ({ facts }) => {
    expect(isSuperuser(facts)).toBe(false);
  });

  test.each([
    { name: 'cdr_all_user_authorities', facts: token(everything, [], { user: root, power: 'approved' }) },
    {
      name: 'scopes that do not narrow here',
      facts: token(['openid'], [], { user: root, power: 'approved', instance: off }),
    },
    { name: 'an app that is one itself', facts: token(everything, [], { user: root, client: asRoot }) },
    { name: 'a client’s own token', facts: { ...ofClient, client: { ...client, permissions: superuser } } },
  ])('with $name: nothing was taken away', ({ facts }) => {
    expect(isSuperuser(facts)).toBe(true);
  });
});

import fc from 'fast-check';
import { approvalGroups, type OfferedScope } from './approval-groups.js';

const offered = (scope: string, sensitive = false): OfferedScope => ({
  scope,
  title: scope,
  detail: '',
  sensitive,
  required: false,
});

const groupOf = (scope: string): string | undefined => approvalGroups([offered(scope)])[0]?.id;

describe('approvalGroups', () => {
  test.each([
    { scope: 'openid', group: 'identity' },
    { scope: 'fhirUser', group: 'identity' },
    { scope: 'http://openid.net/specs/openid-connect-core-1_0#profile', group: 'identity' },
    { scope: 'patient/*.rs', group: 'record' },
    { scope: 'user/Unheard.of', group: 'record' },
    { scope: 'launch', group: 'context' },
    { scope: 'launch/patient', group: 'context' },
    { scope: 'launcher', group: 'other' },
    { scope: 'offline_access', group: 'lasting' },
    { scope: 'online_access', group: 'lasting' },
    { scope: '__proto__', group: 'other' },
    { scope: '${7*7}', group: 'other' },
  ])('puts $scope under $group', ({ scope, group }) => {
    expect(groupOf(scope)).toBe(group);
  });

  test('A-14: what was allowed already is in a group of its own, behind all that is asked', () => {
    const told = { ...offered('user/*.cruds'), required: true, allowedBy: 'administrator' };

    const groups = approvalGroups([told, offered('openid'), offered('patient/*.rs')]);

    expect(groups.map(({ id, scopes }) => [id, ...scopes.map(({ scope }) => scope)])).toEqual([
      ['identity', 'openid'],
      ['record', 'patient/*.rs'],
      ['allowed', 'user/*.cruds'],
    ]);
    expect(groups.at(-1)?.scopes[0]).toMatchObject({ changesData: true, reachesFuture: true });
  });

  test.each([
    { scope: 'patient/*.rs', sensitive: true, marks: ['reachesFuture', 'needsCare'] },
    { scope: 'patient/Observation.rs', sensitive: false, marks: [] },
    { scope: 'patient/Observation.read', sensitive: true, marks: ['needsCare'] },
    { scope: 'patient/Observation.write', sensitive: true, marks: ['changesData'] },
    { scope: 'user/*.cruds', sensitive: false, marks: ['changesData', 'reachesFuture'] },
    { scope: 'patient/Observation.c?category=vital-signs', sensitive: false, marks: ['changesData'] },
    { scope: 'offline_access', sensitive: true, marks: ['worksAway'] },
    { scope: 'offline_access', sensitive: false, marks: ['worksAway'] },
    { scope: 'custom', sensitive: true, marks: ['needsCare'] },
  ])('CN2, CN4: marks $scope (sensitive: $sensitive) with $marks', ({ scope, sensitive, marks }) => {
    const shown = approvalGroups([offered(scope, sensitive)])[0]?.scopes[0];

    const { changesData, reachesFuture, worksAway, needsCare } = shown!;
    const on = Object.entries({ changesData, reachesFuture, worksAway, needsCare }).flatMap(([mark, is]) =>
      is ? mark : [],
    );
    expect(on).toEqual(marks);
    expect(shown?.marked).toBe(marks.length > 0);
  });

  test('shows every scope exactly once, none lost and none invented', () => {
    const known = fc.constantFrom('openid', 'launch/patient', 'offline_access', 'patient/*.rs', 'user/Patient.cud');
    fc.assert(
      fc.property(fc.array(fc.oneof(known, fc.string())), (scopes) => {
        const shown = approvalGroups(scopes.map((scope) => offered(scope))).flatMap((group) => group.scopes);
        const order = shown.map(({ position }) => position).sort((a, b) => a - b);

        expect(order).toEqual(scopes.map((_, position) => position));
        expect(shown.every(({ scope, position }) => scopes[position] === scope)).toBe(true);
      }),
    );
  });

  test('puts the categories of one scope together, under its title, where the first of them is', () => {
    const part = (scope: string, partLabel: string): OfferedScope => ({
      ...offered(`${scope}?category=${partLabel}`),
      ...{ partOf: scope, partOfTitle: `See ${scope}`, partLabel },
    });
    const scopes = [
      part('user/Goal.rs', 'a'),
      offered('user/Task.rs'),
      part('user/Goal.cu', 'a'),
      part('user/Goal.rs', 'b'),
    ];

    const [group] = approvalGroups(scopes);

    expect(
      group?.scopes.map(({ title, parts, changesData }) => [title, parts.map(({ label }) => label), changesData]),
    ).toEqual([
      ['See user/Goal.rs', ['a', 'b'], false],
      ['user/Task.rs', [], false],
      ['See user/Goal.cu', ['a'], true],
    ]);
  });
});

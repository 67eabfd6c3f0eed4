import type { Decision } from '#protocol/decision/decision-trace';
import type { Authority } from '#protocol/user/authority';
import { nobody } from './read-outcome.js';
import { readVerdict } from './read-verdict.js';

const held: Authority = { permission: 'FHIR_ALL_READ' };
const person = { ...nobody, username: 'doc', authorities: [held] };
const session = {
  ...{ username: 'doc', familyName: '', givenName: '', email: '', notes: '', fhirUserUrl: null, userData: {} },
  ...{ authorities: [held], defaultLaunchContexts: [], launchResourceIds: [], fhirContext: [] },
};

function read(change: object, mayAdminister = false, who = person) {
  const lines: string[] = [];
  const trace: Decision[] = [];
  const settings = mayAdminister ? { mayAdminister: true as const } : {};
  const notes = {
    tell: String,
    warn: (text: string) => void lines.push(text),
    decided: (made: readonly Decision[]) => void trace.push(...made),
  };
  const value = { kind: 'success', isNew: false, session: { ...session, ...change } };
  const verdict = readVerdict(value, { person: who, settings, notes });
  const { added, said } = verdict.kind === 'success' ? verdict : {};
  return { added, said, lines, rules: trace.map(rule), trace };
}
const rule = ({ ruleId, value }: Decision): string => `${ruleId} ${value}`;
const powers = [held, { permission: 'FHIR_ALL_WRITE' }, { permission: 'ROLE_SUPERUSER' }, { permission: 'VIEW_USERS' }];

test('rulings 6 and 37: permissions for FHIR are given; those about the server are not, and log and trace say so', () => {
  const { added, lines, rules } = read({ authorities: powers });

  expect(added?.authorities).toEqual([{ permission: 'FHIR_ALL_WRITE' }]);
  expect(rules).toEqual([
    'permission.added-by-script FHIR_ALL_WRITE',
    'permission.administrative-from-script ROLE_SUPERUSER VIEW_USERS',
  ]);
  expect(lines).toEqual([expect.stringMatching(/^ROLE_SUPERUSER VIEW_USERS is not given: .*may_add_administrative/)]);
});

test('ruling 6: with the switch all of them are, and the trace says so', () => {
  const { added, lines, rules } = read({ authorities: powers }, true);

  expect(added?.authorities).toHaveLength(3);
  expect([lines, rules]).toEqual([[], ['permission.added-by-script FHIR_ALL_WRITE ROLE_SUPERUSER VIEW_USERS']]);
});

test('what it leaves out is withheld, and in the trace; power that somebody has already is not given by it', () => {
  expect(read({ authorities: [] })).toMatchObject({
    ...{ added: { withheld: [held] }, rules: ['permission.removed-by-script FHIR_ALL_READ'] },
  });
});

test('ruling 54: resources that it puts into launches are in the trace, by a hash', () => {
  const { trace } = read({ launchResourceIds: [{ resourceType: 'patient', resourceId: 'p-32' }] });

  expect(trace).toEqual([
    {
      ...{ kind: 'context', outcome: 'added', ruleId: 'context.added-by-script', source: 'script' },
      value: expect.stringMatching(/^patient [\w-]{22}$/) as string,
    },
  ]);
});

describe('names', () => {
  test('that it gives count until the next sign-in', () => {
    const names = { familyName: 'Ectory', givenName: 'Dir', email: 'looked.up@dir.example' };

    expect(read(names)).toMatchObject({ added: { names }, lines: [] });
  });

  test.each([
    ['a name that nobody sees', { familyName: '\u200b' }, /^theOutcome.familyName is left out: /],
    ['no address', { email: 'front desk' }, /^theOutcome.email is left out: /],
    ['another user name', { username: 'other' }, /^theOutcome.username stays as it is: /],
    ['notes', { notes: 'n' }, /^theOutcome.notes stay as they are: /],
  ])('%s is not taken, and the log says so', (_what, change, line) => {
    const { added, lines } = read(change);

    expect(added).not.toHaveProperty('names');
    expect(lines).toEqual([expect.stringMatching(line)]);
  });

  test('of people from elsewhere are those of the account as well, the user name among them', () => {
    const change = { username: 'maria', email: 'm@dir.example' };

    expect(read(change, false, { ...person, external: true })).toMatchObject({
      ...{ said: change, added: { names: { email: 'm@dir.example' } }, lines: [] },
    });
  });
});

test('a script that only looks leaves no trace', () => {
  expect(read({})).toMatchObject({ lines: [], rules: [] });
});

import type { ChangeAuthor } from './change-author.js';
import { grantProblems, impersonationProblem, referenceProblems, takeoverProblem } from './author-problems.js';

const operator: ChangeAuthor = { kind: 'user', actor: 'gatehouse command' };
const helpdesk: ChangeAuthor = { kind: 'user', actor: 'nina', authorities: [{ permission: 'UPDATE_USER' }] };
const superuser = [{ permission: 'ROLE_SUPERUSER' }];
const root: ChangeAuthor = { kind: 'user', actor: 'root', authorities: superuser };

test('V-100: each authority beyond the author is named by its place in the list, without its argument', () => {
  const after = [{ permission: 'UPDATE_USER' }, { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/123' }];

  const problems = grantProblems(helpdesk, { field: 'permissions', before: [], after });

  expect(problems.map(({ field }) => field)).toEqual(['permissions[1]']);
  expect(JSON.stringify(problems)).not.toContain('Patient/123');
});

test('V-100: a more powerful account may not be taken over', () => {
  expect(takeoverProblem(helpdesk, superuser)).toContain('ROLE_SUPERUSER');
  expect(takeoverProblem(helpdesk, [{ permission: 'ROLE_FHIR_CLIENT' }])).toBeUndefined();
});

test.each([
  {
    name: 'FHIR data that the author does not reach',
    of: [{ permission: 'ROLE_FHIR_CLIENT_SUPERUSER_RO' }],
    isFree: false,
  },
  { name: 'permissions about the server', of: superuser, isFree: false },
  { name: 'a name that nobody knows', of: [{ permission: 'FLY' }], isFree: false },
  { name: 'what the author holds', of: [{ permission: 'UPDATE_USER' }], isFree: true },
  { name: 'nothing', of: [], isFree: true },
])('V-100: a helpdesk may set the secret of a client with $name → $isFree', ({ of, isFree }) => {
  expect(impersonationProblem(helpdesk, of) === undefined).toBe(isFree);
  expect(impersonationProblem(operator, of)).toBeUndefined();
});

test('V-100: the operator may do everything', () => {
  expect(grantProblems(operator, { field: 'authorities', before: [], after: superuser })).toEqual([]);
  expect(takeoverProblem(operator, superuser)).toBeUndefined();
});

test.each([
  { text: "#{env['PATH']}", author: helpdesk, isRefused: true },
  { text: " #{systemProperties['GATEHOUSE_USER__LOCAL__ADA']} ", author: helpdesk, isRefused: true },
  { text: "#{env['GATEHOUSE_ENCRYPTION_KEY']}", author: helpdesk, isRefused: true },
  { text: "#{env['GATEHOUSE_USER__LOCAL__ADMIN']}", author: helpdesk, isRefused: true },
  { text: "#{env['GATEHOUSE_USER__LOCAL__ADA__1']}", author: helpdesk, isRefused: true },
  { text: "#{env['GATEHOUSE_CLIENT__LOCAL__ADA']}", author: helpdesk, isRefused: true },
  { text: " #{env['GATEHOUSE_USER__LOCAL__ADA']} ", author: helpdesk, isRefused: false },
  { text: 'no variable', author: helpdesk, isRefused: false },
  { text: undefined, author: helpdesk, isRefused: false },
  { text: "#{env['PATH']}", author: operator, isRefused: false },
  { text: "#{env['PATH']}", author: root, isRefused: false },
])('V-102: $text in place of the password of ada by $author.actor is refused: $isRefused', (row) => {
  const owner = { kind: 'user', names: ['local', 'ada'] };

  const problems = referenceProblems(row.author, { field: 'password', text: row.text, owner });

  expect(problems.length > 0).toBe(row.isRefused);
});

import type { ChangeAuthor } from './change-author.js';
import { grantProblems, takeoverProblem } from './author-problems.js';

const operator: ChangeAuthor = { actor: 'gatehouse command' };
const helpdesk: ChangeAuthor = { actor: 'nina', authorities: [{ permission: 'UPDATE_USER' }] };
const superuser = [{ permission: 'ROLE_SUPERUSER' }];

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

test('V-100: the operator may do everything', () => {
  expect(grantProblems(operator, { field: 'authorities', before: [], after: superuser })).toEqual([]);
  expect(takeoverProblem(operator, superuser)).toBeUndefined();
});

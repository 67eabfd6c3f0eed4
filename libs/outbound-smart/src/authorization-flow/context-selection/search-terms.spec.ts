import { termsProblem, usableTerms } from './search-terms.js';

describe('termsProblem', () => {
  test.each([
    { terms: {}, problem: 'nothing-typed' },
    { terms: { birthDate: '17.05.1984' }, problem: 'birth-date' },
    { terms: { birthDate: '1984-02-31' }, problem: 'birth-date' },
    { terms: { birthDate: '1984-13' }, problem: 'birth-date' },
    { terms: { birthDate: 'gt1900' }, problem: 'birth-date' },
    { terms: { birthDate: '1984,1985' }, problem: 'birth-date' },
    { terms: { birthDate: '1984-05-17T00:00' }, problem: 'birth-date' },
    { terms: { name: 'Marsh', birthDate: 'x' }, problem: 'birth-date' },
    { terms: { birthDate: '1984' }, problem: undefined },
    { terms: { birthDate: '1984-05' }, problem: undefined },
    { terms: { birthDate: '2024-02-29' }, problem: undefined },
    { terms: { name: 'M' }, problem: undefined },
    { terms: { identifier: '7' }, problem: undefined },
  ])('$terms: $problem', ({ terms, problem }) => {
    expect(termsProblem(terms)).toBe(problem);
  });
});

test('what cannot be searched by is left out', () => {
  const typed = { name: 'Ward', birthDate: '1984', identifier: '7' };

  expect(usableTerms(typed, ['name', 'identifier'])).toEqual({ name: 'Ward', identifier: '7' });
  expect(usableTerms(typed, [])).toEqual({});
});

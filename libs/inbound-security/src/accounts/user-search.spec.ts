import { searchPatterns } from './user-search.js';

describe('searchPatterns', () => {
  test.each([
    { term: '', patterns: [] },
    { term: ' \t\0 ', patterns: [] },
    { term: 'Müller', patterns: ['%müller%'] },
    { term: ' Anna  MÜLLER ', patterns: ['%anna%', '%müller%'] },
    { term: 'ＡＮＮＡ', patterns: ['%anna%'] },
    { term: '100%_\\', patterns: ['%100\\%\\_\\\\%'] },
    { term: "x';--", patterns: ["%x';--%"] },
    { term: 'a\ud800b', patterns: ['%a%', '%b%'] },
  ])('V-85: of $term are $patterns', ({ term, patterns }) => {
    expect(searchPatterns(term)).toEqual(patterns);
  });

  test('V-90: a long term and many words are cut', () => {
    expect(searchPatterns('a'.repeat(10_000))).toEqual([`%${'a'.repeat(200)}%`]);
    expect(searchPatterns('a '.repeat(10_000))).toHaveLength(10);
  });
});

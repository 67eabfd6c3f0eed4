import type { ContextChoice } from './context-choice.js';
import { fits, pageOf } from './list-search.js';

const choice: ContextChoice = { resourceType: 'Patient', id: '1', display: 'Zoë  Märsh', identifier: 'MRN 30-1187' };

describe('fits', () => {
  test.each([
    { terms: {}, expected: true },
    { terms: { name: 'marsh zoe' }, expected: true },
    { terms: { name: 'ZOE\u0308' }, expected: true },
    { terms: { name: ' mär ' }, expected: true },
    { terms: { identifier: '1187' }, expected: true },
    { terms: { identifier: 'mrn 30' }, expected: true },
    { terms: { name: 'zoe', identifier: '1187' }, expected: true },
    { terms: { name: 'zoe', identifier: '1188' }, expected: false },
    { terms: { name: 'zoe quill' }, expected: false },
    { terms: { name: '1187' }, expected: false },
    { terms: { name: '.*' }, expected: false },
  ])('$terms: $expected', ({ terms, expected }) => {
    expect(fits(choice, terms)).toBe(expected);
  });

  test('who has no number is found by none', () => {
    expect(fits({ resourceType: 'Patient', id: '1', display: '7' }, { identifier: '7' })).toBe(false);
  });
});

describe('pageOf', () => {
  const list = (length: number) => Array.from({ length }, (_, place) => ({ ...choice, id: String(place) }));

  test.each([
    { length: 0, from: undefined, ids: [], next: undefined },
    { length: 20, from: undefined, ids: ['0', '19'], next: undefined },
    { length: 21, from: undefined, ids: ['0', '19'], next: '20' },
    { length: 21, from: '20', ids: ['20'], next: undefined },
    { length: 41, from: '20', ids: ['20', '39'], next: '40' },
  ])('of $length from $from: $ids, and on from $next', ({ length, from, ids, next }) => {
    const page = pageOf(list(length), from);

    expect([...new Set([page.choices.at(0)?.id, page.choices.at(-1)?.id])]).toEqual(
      ids.length === 0 ? [undefined] : ids,
    );
    expect(page.next).toBe(next);
  });
});

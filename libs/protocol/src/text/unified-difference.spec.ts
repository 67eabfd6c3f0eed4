import fc from 'fast-check';
import { lineSteps } from './line-steps.js';
import { unifiedDifference } from './unified-difference.js';

const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const numbered = Array.from({ length: 20 }, (_, index) => `line ${String(index + 1)}`);

test.each([
  { name: 'equal texts', before: text('a', 'b'), after: text('a', 'b'), expected: '' },
  { name: 'a line in place of another', before: text('a'), after: text('b'), expected: '@@ -1,1 +1,1 @@\n-a\n+b\n' },
  {
    name: 'a line between others',
    before: text(...numbered),
    after: text(...numbered.toSpliced(9, 1, 'other')),
    expected: `@@ -7,7 +7,7 @@\n line 7\n line 8\n line 9\n-line 10\n+other\n line 11\n line 12\n line 13\n`,
  },
  {
    name: 'changes far from one another',
    before: text(...numbered),
    after: text('first', ...numbered, 'last'),
    expected: `@@ -1,3 +1,4 @@\n+first\n line 1\n line 2\n line 3\n@@ -18,3 +19,4 @@\n line 18\n line 19\n line 20\n+last\n`,
  },
])('tells of $name', ({ before, after, expected }) => {
  expect(unifiedDifference(before, after)).toBe(expected);
});

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });

test('what is kept and removed is the one text, what is kept and added the other', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const steps = lineSteps(before, after);
      const without = (kind: string) => steps.filter((step) => step.kind !== kind).map((step) => step.text);

      expect(without('added')).toEqual(before);
      expect(without('removed')).toEqual(after);
    }),
  );
});

test('R-18: two texts of many lines that have little in common take no long time', () => {
  const many = (word: string) => Array.from({ length: 100_000 }, (_, index) => `${word} ${String(index)}`);

  expect(lineSteps(['same', ...many('a')], ['same', ...many('b')])).toHaveLength(200_001);
});

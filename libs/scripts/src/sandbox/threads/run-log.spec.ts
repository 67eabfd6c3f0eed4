import fc from 'fast-check';
import type { ScriptLogLine } from '../script-job.js';
import { logLineOf, RunLog } from './run-log.js';

const THE_END = 'The log of this run ends here: a run may log 1,000 lines and 64 KB.';

/** What is kept of lines. */
function kept(mostBytes: number, texts: readonly string[], level: ScriptLogLine['level'] = 'info'): ScriptLogLine[] {
  const lines: ScriptLogLine[] = [];
  const log = new RunLog(mostBytes, (line) => lines.push(line));
  for (const text of texts) log.add({ level, text });
  return lines;
}

const textsOf = (lines: readonly ScriptLogLine[]): string[] => lines.map(({ text }) => text);
const full = { level: 'warn', text: THE_END };

describe('F-25: what a run may log', () => {
  test.each([
    { name: 'what fits', bytes: 4, texts: ['ab', '', 'cd'], expected: ['ab', '', 'cd'] },
    { name: 'the beginning of what does not', bytes: 4, texts: ['ab', 'cde', 'f'], expected: ['ab', 'cd', THE_END] },
    { name: 'no empty beginning', bytes: 2, texts: ['ab', 'c'], expected: ['ab', THE_END] },
    { name: 'nothing where nothing may be', bytes: 0, texts: ['a', 'b'], expected: [THE_END] },
    { name: 'whole letters of two bytes', bytes: 4, texts: ['äöü'], expected: ['äö', THE_END] },
    { name: 'no half of a letter', bytes: 5, texts: ['äöü'], expected: ['äö', THE_END] },
    { name: 'no part of one of four bytes', bytes: 7, texts: ['a😀😀'], expected: ['a😀', THE_END] },
  ])('$name', ({ bytes, texts, expected }) => {
    expect(textsOf(kept(bytes, texts))).toEqual(expected);
  });

  test('a thousand lines, then one that says that there was more', () => {
    const lines = kept(
      65_536,
      Array.from({ length: 1_500 }, (_, index) => String(index)),
    );

    expect([lines.length, lines[999]?.text, lines[1_000]]).toEqual([1_001, '999', full]);
  });

  test('the line that is cut keeps its level', () => {
    expect(kept(3, ['abcd'], 'error')).toEqual([{ level: 'error', text: 'abc' }, full]);
  });

  test('whatever is logged, no more than that is kept, of the beginning', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.nat({ max: 60 }), texts, (bytes, all) => {
        const lines = textsOf(kept(bytes, all));
        const said = lines.at(-1) === THE_END ? lines.slice(0, -1) : lines;
        const isAll = said.length === all.length && said.join('') === all.join('');

        expect(Buffer.byteLength(said.join(''))).toBeLessThanOrEqual(bytes);
        expect(all.join('').startsWith(said.join(''))).toBe(true);
        expect(lines.includes(THE_END)).toBe(!isAll);
      }),
    );
  });
});

describe('a line as it comes out of the engine', () => {
  test.each([
    {
      name: 'a level and a text',
      payload: '{"level":"warn","text":"a\\nb"}',
      expected: { level: 'warn', text: 'a\nb' },
    },
    { name: 'another level', payload: '{"level":"fatal","text":"a"}', expected: { level: 'info', text: 'a' } },
    {
      name: 'a level that all objects have',
      payload: '{"level":"toString","text":""}',
      expected: { level: 'info', text: '' },
    },
    {
      name: 'a text that is none',
      payload: '{"text":{"toString":1}}',
      expected: { level: 'info', text: '{"text":{"toString":1}}' },
    },
    { name: 'null', payload: 'null', expected: { level: 'info', text: 'null' } },
    { name: 'no JSON', payload: 'undefined', expected: { level: 'info', text: 'undefined' } },
    {
      name: 'one that was too long to be copied',
      payload: '',
      expected: { level: 'warn', text: 'A line of more than 1048576 characters is left out.' },
    },
  ])('$name', ({ payload, expected }) => {
    expect(logLineOf(payload)).toEqual(expected);
  });

  test('is a line, whatever it is', () => {
    const payloads = fc.oneof(
      fc.json(),
      fc.string(),
      fc.jsonValue().map((text) => JSON.stringify({ text, level: text })),
    );
    fc.assert(
      fc.property(payloads, (payload) => {
        const { level, text } = logLineOf(payload);
        expect(['debug', 'info', 'warn', 'error']).toContain(level);
        expect(typeof text).toBe('string');
      }),
    );
  });
});

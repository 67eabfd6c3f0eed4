import fc from 'fast-check';
import { readTermsText, type TermsPart } from './terms-text.js';

const part = (more: Partial<TermsPart>): TermsPart => ({ heading: '', text: '', items: [], ...more });

describe('readTermsText', () => {
  test.each([
    { name: 'one paragraph of two lines', text: 'one\ntwo', expected: [part({ text: 'one two' })] },
    {
      name: 'two paragraphs, by Windows',
      text: 'one\r\n \r\n\r\ntwo',
      expected: [part({ text: 'one' }), part({ text: 'two' })],
    },
    {
      name: 'a heading above a paragraph',
      text: '# Use\none',
      expected: [part({ heading: 'Use' }), part({ text: 'one' })],
    },
    {
      name: 'a list behind its sentence, an item of two lines',
      text: 'You may\n- read\n  along\n- write',
      expected: [part({ text: 'You may' }), part({ items: ['read along', 'write'] })],
    },
    { name: 'a byte order mark', text: '\uFEFF# Use', expected: [part({ heading: 'Use' })] },
    {
      name: 'V-82: markup is text',
      text: '<script>alert(1)</script> [a](javascript:b) #no',
      expected: [part({ text: '<script>alert(1)</script> [a](javascript:b) #no' })],
    },
  ])('$name', ({ text, expected }) => {
    expect(readTermsText(text).parts).toEqual(expected);
  });

  test.each([
    ['', /has no text/],
    [' \n\t', /has no text/],
    ['a'.repeat(250_001), /more than 250,000/],
  ])('refuses a text that is none', (text, problem) => {
    expect(() => readTermsText(text)).toThrow(problem);
  });

  test('loses no word', () => {
    const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => !/^[#-]?$/.test(word));
    const line = fc.tuple(fc.constantFrom('', '# ', '- '), fc.stringMatching(/^[a-z]{1,5}( [a-z]{1,5}){0,3}$/));

    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constant(''),
            line.map((parts) => parts.join('')),
          ),
          { minLength: 1 },
        ),
        (lines) => {
          fc.pre(lines.join('').trim() !== '');
          const { parts } = readTermsText(lines.join('\n'));

          const kept = parts.flatMap(({ heading, text, items }) => [heading, text, ...items]);
          expect(words(kept.join(' '))).toEqual(words(lines.join(' ')));
        },
      ),
    );
  });
});

import { readProperties } from './java-properties.js';
import { readSections } from './sections.js';

describe('Java properties', () => {
  test.each([
    {
      name: 'every separator',
      text: 'a=1\nb : 2\nc 3\nd',
      expected: [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
        ['d', ''],
      ],
    },
    { name: 'a line that goes on', text: "m = #{ 'a' : 1,\\\n     'b' : 2}", expected: [['m', "#{ 'a' : 1,'b' : 2}"]] },
    { name: 'escapes', text: "x = 'I\\\\'m \\u00e9'", expected: [['x', "'I\\'m é'"]] },
    { name: 'comments', text: '! no\n  # no\nb=1', expected: [['b', '1']] },
    {
      name: 'a key twice, in order',
      text: 'p=1\np=2',
      expected: [
        ['p', '1'],
        ['p', '2'],
      ],
    },
  ])('$name', ({ text, expected }) => {
    expect(readProperties(text)).toEqual(expected);
  });
});

describe('the sections of a test', () => {
  const sections = readSections('# comment\n%NAME one\n%INPUT\n<p>\n# comment\n</p>\n%INPUT[f] <b>\n%OUTPUT\n50 %\n');

  test('have their text on the line of their name or below it, without comments', () => {
    expect(sections.get('NAME')?.get('')).toBe('one');
    expect(sections.get('INPUT')).toEqual(
      new Map([
        ['', '<p>\n</p>'],
        ['f', '<b>'],
      ]),
    );
    expect(sections.get('OUTPUT')?.get('')).toBe('50 %\n');
  });
});

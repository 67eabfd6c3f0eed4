import fc from 'fast-check';
import { parseProperties } from './property-file.js';

const values = (text: string): Record<string, string> => Object.fromEntries(parseProperties(text).properties);

test.each<{ name: string; text: string; expected: Record<string, string> }>([
  { name: 'nothing', text: '', expected: {} },
  { name: 'comments and blank lines', text: '# a=1\n  ! b=2\n\n \t\n', expected: {} },
  { name: 'a comment that ends in a backslash does not continue', text: '# c \\\na=1', expected: { a: '1' } },
  {
    name: 'each separator',
    text: 'a=1\nb:2\nc 3\nd\t4\ne = 5\nf : 6',
    expected: { a: '1', b: '2', c: '3', d: '4', e: '5', f: '6' },
  },
  { name: 'separators within a value', text: 'url=https://a:9200/x?y=z', expected: { url: 'https://a:9200/x?y=z' } },
  { name: 'escaped separators in a key', text: 'a\\=b\\:c\\ d=1', expected: { 'a=b:c d': '1' } },
  { name: 'an empty value', text: 'a=\nb=1', expected: { a: '', b: '1' } },
  { name: 'escapes', text: 'a=\\t\\n\\r\\f\\\\\\u00e9\\q', expected: { a: '\t\n\r\f\\éq' } },
  { name: 'trailing blanks', text: 'a=1 \n', expected: { a: '1 ' } },
  { name: 'a continued line', text: 'a=one \\\n    two\\\n\tthree', expected: { a: 'one twothree' } },
  {
    name: 'a multi-line value as the product writes it',
    text: 'a=one\\n\\\n  two\\n\\\n  three\nb=1',
    expected: { a: 'one\ntwo\nthree', b: '1' },
  },
  {
    name: 'an even number of backslashes, which does not continue',
    text: 'a=x\\\\\nb=1',
    expected: { a: 'x\\', b: '1' },
  },
  { name: 'a comment sign in a continued line', text: 'a=1\\\n#2', expected: { a: '1#2' } },
  { name: 'a continuation at the end of the file', text: 'a=1\\', expected: { a: '1' } },
  { name: 'line ends of Windows and old Macs', text: 'a=1\r\nb=2\rc=3', expected: { a: '1', b: '2', c: '3' } },
  { name: 'a byte order mark', text: '\uFEFFa=1', expected: { a: '1' } },
  {
    name: 'a key named like a member of every object',
    text: '__proto__=1',
    expected: Object.fromEntries([['__proto__', '1']]),
  },
])('reads $name', ({ text, expected }) => {
  expect(values(text)).toEqual(expected);
  expect(parseProperties(text).problems).toEqual([]);
});

test.each([
  ...['module.a.config.b', 'gatehouse.mode', 'node.id'].map((key) => ({
    name: `${key} without a value`,
    text: `# x\nlist=one\n${key}\n`,
    key,
    problem: 'line 3 has a key and no value',
  })),
  { name: 'a broken escape', text: 'a=\\u12', key: 'a', problem: 'line 1 has \\u without four hexadecimal digits' },
])('reports $name with its line and a remedy', ({ text, key, problem }) => {
  expect(parseProperties(text).problems).toEqual([{ key, problem, remedy: expect.stringMatching(/./) as string }]);
});

test('of a key written twice the last counts, as in java.util.Properties, with a warning', () => {
  const { properties, problems, warnings } = parseProperties('a=1\n\na=2');

  expect([properties.get('a'), problems]).toEqual(['2', []]);
  expect(warnings).toEqual([
    {
      key: 'a',
      problem: expect.stringMatching(/^is written twice, on lines 1 and 3: the later/),
      remedy: expect.any(String),
    },
  ]);
});

describe('lines of a list that nobody continued', () => {
  test('reference 11: are left out with one warning, which names the property and how to write it', () => {
    const list = 'module.a.config.smart_capabilities_list';
    const { properties, problems, warnings } = parseProperties(`${list}=launch-ehr\nclient-public\n# more\nsso\nb=1`);

    expect([Object.fromEntries(properties), problems]).toEqual([{ [list]: 'launch-ehr', b: '1' }, []]);
    expect(warnings).toEqual([
      {
        key: `Lines below ${list}`,
        problem: 'have a key and no value, and are left out: client-public (line 2), sso (line 4)',
        remedy: `End each line of the value of ${list} but the last with \\n\\ if they belong to it.`,
      },
    ]);
  });

  test('have one warning for each property, and one for what stands above all', () => {
    expect(parseProperties('stray\na=1\none\nb=2\ntwo').warnings).toEqual([
      expect.objectContaining({ key: 'Lines', problem: 'have a key and no value, and are left out: stray (line 1)' }),
      expect.objectContaining({ key: 'Lines below a', problem: expect.stringMatching(/: one \(line 3\)$/) }),
      expect.objectContaining({ key: 'Lines below b', problem: expect.stringMatching(/: two \(line 5\)$/) }),
    ]);
  });

  test('are named up to ten', () => {
    const [warning] = parseProperties(`a=1\n${'word\n'.repeat(1_000)}`).warnings;

    expect(warning?.problem).toContain('word (line 11) and 990 more');
  });

  test('reference 11: are one value where each line but the last is continued', () => {
    const { properties, warnings } = parseProperties('list=one\\n\\\ntwo\\n\\\n  three\n');

    expect([properties.get('list'), warnings]).toEqual(['one\ntwo\nthree', []]);
  });
});

test('tells the line of each key, continued lines counted', () => {
  const { lines } = parseProperties('a=1\\\n2\\\n3\n\nb=2');

  expect(Object.fromEntries(lines)).toEqual({ a: 1, b: 5 });
});

test('every escape that is written properly is no problem, however many backslashes stand before it', () => {
  expect(parseProperties('a=\\\\u12').problems).toEqual([]);
  expect(values('a=\\\\u12')).toEqual({ a: '\\u12' });
});

/** Writes properties the plain way: everything that could mean something is escaped, long values are continued. */
function written(properties: ReadonlyMap<string, string>): string {
  const letters: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f' };
  const escaped = (text: string, pattern: RegExp): string =>
    text.replaceAll(pattern, (character) => letters[character] ?? `\\${character}`);
  const continued = (value: string): string =>
    value
      .split('\n')
      .map((line, index) => escaped(line, index === 0 ? /[\\\r\t\f]|^ /g : /[\\\r\t\f]/g))
      .join('\\n\\\n   ');
  return [...properties].map(([key, value]) => `${escaped(key, /[\\=: \t\f\n\r#!]/g)}=${continued(value)}`).join('\n');
}

test('round trip: any keys and values come back as they were written', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom(...Array.from(' \t\f\n\r\\=:#!.uU0é')), fc.string({ minLength: 1, maxLength: 1 })),
  });
  const properties = fc
    .array(
      fc.tuple(
        text.filter((key) => key !== ''),
        text,
      ),
    )
    .map((entries) => new Map(entries));

  fc.assert(
    fc.property(properties, (given) => {
      // A continued line loses its indentation, so a value that has blanks after a line break cannot be written the continued way.
      const plain = new Map([...given].map(([key, value]) => [key, value.replaceAll(/\n[ \t\f]+/g, '\n')] as const));
      expect(parseProperties(written(plain))).toMatchObject({ properties: plain, problems: [] });
    }),
  );
});

test('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('a=: \\\nu0#!\r')) }), (text) => {
      expect(() => parseProperties(text)).not.toThrow();
    }),
  );
});

test.each(['\\', ' ', '=', '\\u', 'a ', '\\\n', '\\\\x'])('time grows in proportion to a file of %j', (unit) => {
  const text = `${unit.repeat(200_000)}x`;
  const before = process.threadCpuUsage();

  parseProperties(text);

  // Processor time, which other processes do not lengthen. Linear is some 50 ms here; quadratic would be tens of seconds.
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(2_000);
});

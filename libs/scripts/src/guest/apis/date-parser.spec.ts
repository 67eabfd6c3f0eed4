import fc from 'fast-check';
import { DateParserApi } from './date-parser.js';

const parser = new DateParserApi();
const shown = (text: string | null, pattern?: string): string => {
  try {
    return parser.parse(text, pattern)?.toISOString() ?? 'nothing';
  } catch (error) {
    return error instanceof Error ? error.message : 'something';
  }
};

test.each([
  { text: '2026', expected: '2026-01-01T00:00:00.000Z' },
  { text: '2026-05', expected: '2026-05-01T00:00:00.000Z' },
  { text: '2026-05-04', expected: '2026-05-04T00:00:00.000Z' },
  { text: ' 2026-05-04T10:20Z ', expected: '2026-05-04T10:20:00.000Z' },
  { text: '2026-05-04T10:20:30+02:00', expected: '2026-05-04T08:20:30.000Z' },
  { text: '2026-05-04T10:20:30.123456789-0130', expected: '2026-05-04T11:50:30.123Z' },
  { text: '2024-02-29', expected: '2024-02-29T00:00:00.000Z' },
  { text: '0050-01-01', expected: '0050-01-01T00:00:00.000Z' },
  { text: '2026-02-29', expected: 'This is no date: 2026-02-29' },
  { text: '2026-13-01', expected: 'This is no date: 2026-13-01' },
  { text: '2026-05-04T24:00:00Z', expected: 'This is no date: 2026-05-04T24:00:00Z' },
  { text: 'tomorrow', expected: 'This is no date: tomorrow' },
  { text: '', expected: 'This is no date: ' },
  { text: null, expected: 'nothing' },
  { text: '04.05.2026', pattern: 'dd.MM.yyyy', expected: '2026-05-04T00:00:00.000Z' },
  { text: '20260504102030', pattern: 'yyyyMMddHHmmss', expected: '2026-05-04T10:20:30.000Z' },
  { text: '2026-05-04 at 10+02:00', pattern: "yyyy-MM-dd 'at' HHXXX", expected: '2026-05-04T08:00:00.000Z' },
  { text: '4/5/2026', pattern: 'd/M/yyyy', expected: '2026-05-04T00:00:00.000Z' },
  { text: '2026-05-04', pattern: 'dd.MM.yyyy', expected: 'This is no date of the pattern: 2026-05-04' },
  { text: '04x05', pattern: 'dd.MM', expected: 'This is no date of the pattern: 04x05' },
])('$text $pattern is $expected', ({ text, pattern, expected }) => {
  expect(shown(text, pattern)).toBe(expected);
});

test('every moment is written and read as it was', () => {
  const moments = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (moment) => {
      expect(parser.parse(parser.format(moment))).toEqual(moment);
      expect(parser.parse(parser.format(moment, 'yyyyMMddHHmmssSSSX'), 'yyyyMMddHHmmssSSSX')).toEqual(moment);
    }),
  );
});

test('no text makes it hang or break', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, pattern) => {
      expect(typeof parser.isValid(text)).toBe('boolean');
      expect(typeof parser.isValid(text, pattern)).toBe('boolean');
    }),
  );
});

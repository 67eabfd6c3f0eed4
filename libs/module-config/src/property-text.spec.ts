import fc from 'fast-check';
import { parseProperties } from './property-file.js';
import { propertyLine } from './property-text.js';

test('a line is read back as it was meant, whatever characters it has', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '.', '\\', '=', ':', '#', '!', ' ', '\t', '\f', '\n', '\r', 'u', '0', 'ä'),
  });

  fc.assert(
    fc.property(
      text.filter((key) => key !== ''),
      text,
      (key, value) => {
        const { properties, problems, warnings } = parseProperties(`${propertyLine(`x${key}`, value)}\nnext=1\n`);

        expect([[...properties], problems, warnings]).toEqual([
          [
            [`x${key}`, value],
            ['next', '1'],
          ],
          [],
          [],
        ]);
      },
    ),
  );
});

test('the lines of a list are one line', () => {
  expect(propertyLine('module.a.config.b', 'one\ntwo')).toBe('module.a.config.b=one\\ntwo');
});

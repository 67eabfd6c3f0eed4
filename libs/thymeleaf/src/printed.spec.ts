import { templateScope } from '../../../test/support/template-scope.js';
import { numberText, printed } from './printed.js';
import { ZonedDate } from './formats/zoned-date.js';
import { FragmentValue, MarkupText, PRINTED, recordOf, type Value } from './value.js';

const noon = new Date('2026-03-03T11:05:09.007Z');

describe('printed', () => {
  test.each<{ name: string; value: Value; text: string }>([
    { name: 'null', value: null, text: '' },
    { name: 'null in a list', value: [null, 1], text: '[null, 1]' },
    { name: 'the empty list', value: [], text: '[]' },
    { name: 'a set', value: new Set(['a', 'b']), text: '[a, b]' },
    { name: 'a map in a list', value: [{ a: 'b', c: null }], text: '[{a=b, c=null}]' },
    {
      name: 'a record that stands for a text',
      value: { name: 'x', [PRINTED]: 'patient/*.read' },
      text: 'patient/*.read',
    },
    { name: 'a list that stands for a text', value: Object.assign(['a', 'b'], { [PRINTED]: 'a' }), text: 'a' },
    { name: 'a boolean', value: true, text: 'true' },
    { name: 'a date, in the zone of the page', value: noon, text: 'Tue Mar 03 12:05:09 CET 2026' },
    { name: 'a date with a zone', value: new ZonedDate(noon.getTime(), 'PST'), text: 'Tue Mar 03 03:05:09 PST 2026' },
    { name: 'a date in summer', value: new Date('2026-07-03T11:05:09Z'), text: 'Fri Jul 03 13:05:09 CEST 2026' },
    { name: 'a date that is none', value: new Date(Number.NaN), text: '' },
    { name: 'markup', value: new MarkupText('<b>'), text: '<b>' },
    { name: 'a fragment', value: new FragmentValue('~{a}', undefined, recordOf([]), 'a'), text: '' },
  ])('prints $name', ({ value, text }) => {
    expect(printed(value, templateScope())).toBe(text);
  });

  test('V-81: a list of lists of lists that shares its parts ends at the limits', () => {
    let value: Value = 'x';
    for (let depth = 0; depth < 40; depth += 1) value = [value, value];

    expect(() => printed(value, templateScope())).toThrow('steps');
  });

  test('V-81: depth ends too', () => {
    let value: Value = 'x';
    for (let depth = 0; depth < 10_000; depth += 1) value = [value];

    expect(() => printed(value, templateScope())).toThrow('too deep');
  });
});

describe('numberText', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [12, '12'],
    [0.1, '0.1'],
    [1e21, '1.0E21'],
    [1.5e-7, '1.5E-7'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('%d is %s', (number, text) => {
    expect(numberText(number)).toBe(text);
  });
});

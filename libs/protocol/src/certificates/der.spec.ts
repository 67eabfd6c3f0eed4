import { derContent, derElements, objectIdentifier } from './der.js';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('derElements', () => {
  test.each([
    { name: 'a value that ends too early', hex: '0c0341' },
    { name: 'a tag alone', hex: '0c' },
    { name: 'a tag of several bytes', hex: '1f8101' + '0141' },
    { name: 'a length that is not said', hex: '3080' + '0000' },
    { name: 'a length of three bytes', hex: '0c83000001' + '41' },
    { name: 'a length that ends too early', hex: '0c8201' },
  ])('STD RFC8705-1: refuses $name', ({ hex }) => {
    expect(() => derElements(bytes(hex))).toThrow(TypeError);
  });

  test.each([
    { name: 'a short length', hex: '0c0141', value: '41' },
    { name: 'a length that could be shorter', hex: '0c82000141', value: '41' },
    { name: 'a long value', hex: `0c8180${'41'.repeat(128)}`, value: '41'.repeat(128) },
  ])('STD RFC8705-1: has the value and the whole of an element between others: $name', ({ hex, value }) => {
    const [first, element, last] = derElements(bytes(`0500${hex}0500`));

    expect([first?.tag, element?.tag, last?.tag]).toEqual([5, 0x0c, 5]);
    expect(element?.value.toString('hex')).toBe(value);
    expect(element?.whole.toString('hex')).toBe(hex);
  });
});

test('STD RFC8705-1: there is nothing inside of nothing', () => {
  expect(() => derContent(Buffer.alloc(0))).toThrow(TypeError);
});

test.each([
  ['550403', '2.5.4.3'],
  ['2a864886f70d010901', '1.2.840.113549.1.9.1'],
  ['0992268993f22c640101', '0.9.2342.19200300.100.1.1'],
  ['883703', '2.999.3'],
])('STD RFC8705-1: %s is the object identifier %s', (hex, expected) => {
  expect(objectIdentifier(bytes(hex))).toBe(expected);
});

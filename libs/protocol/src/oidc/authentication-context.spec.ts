import { acrOf, acrStanding, parseAcrValues, type AuthenticationLevel } from './authentication-context.js';

const one: AuthenticationLevel = { acr: 'urn:one', amr: ['pwd'] };
const two: AuthenticationLevel = { acr: 'urn:two', amr: ['pwd', 'otp'] };
const levels = [one, two];

describe('parseAcrValues', () => {
  test.each([
    { text: undefined, expected: undefined },
    { text: '', expected: undefined },
    { text: '   ', expected: undefined },
    { text: 'b a b', expected: ['b', 'a'] },
    { text: `ok ${'x'.repeat(201)}`, expected: ['ok'] },
  ])('STD OID-4, OM12: "$text" asks for $expected, and never fails', ({ text, expected }) => {
    expect(parseAcrValues(text)).toEqual(expected && { values: expected, essential: false });
  });

  test('V-88: no more than 20 values are heard', () => {
    const text = Array.from({ length: 30_000 }, (_, index) => index).join(' ');

    expect(parseAcrValues(text)?.values).toHaveLength(20);
  });
});

describe('acrOf', () => {
  test.each([
    { amr: [], wanted: [], expected: undefined },
    { amr: ['otp'], wanted: ['urn:one'], expected: undefined },
    { amr: ['pwd'], wanted: [], expected: 'urn:one' },
    { amr: ['pwd'], wanted: ['urn:two', 'urn:one'], expected: 'urn:one' },
    { amr: ['pwd', 'otp'], wanted: [], expected: 'urn:two' },
    { amr: ['pwd', 'otp'], wanted: ['urn:unknown'], expected: 'urn:two' },
    { amr: ['pwd', 'otp', 'hwk'], wanted: ['urn:one', 'urn:two'], expected: 'urn:one' },
  ])('STD RFC9470-1: a sign-in by $amr, asked for $wanted, is $expected', ({ amr, wanted, expected }) => {
    expect(acrOf(amr, levels, wanted)).toBe(expected);
  });
});

describe('acrStanding', () => {
  test.each([
    { values: undefined, amr: [], expected: 'met' },
    { values: [], amr: [], expected: 'met' },
    { values: ['urn:one'], amr: ['pwd'], expected: 'met' },
    { values: ['urn:unknown', 'urn:one'], amr: ['pwd'], expected: 'met' },
    { values: ['urn:one'], amr: ['pwd', 'otp'], expected: 'met' },
    { values: ['urn:two'], amr: ['pwd'], expected: 'attainable' },
    { values: ['urn:one'], amr: [], expected: 'attainable' },
    { values: ['urn:unknown'], amr: ['pwd', 'otp'], expected: 'unattainable' },
    { values: ['URN:ONE'], amr: ['pwd'], expected: 'unattainable' },
  ])('STD OID-4: for $values a sign-in by $amr is $expected', ({ values, amr, expected }) => {
    expect(acrStanding(values && { values, essential: true }, amr, levels)).toBe(expected);
  });
});

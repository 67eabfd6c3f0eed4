import fc from 'fast-check';
import { fhirAddress } from './fhir-address.js';

const BASE = 'https://fhir.example:8443/r4/';

test.each([
  { written: 'Patient/1', expected: `${BASE}Patient/1` },
  { written: 'Patient?name=a%20b', expected: `${BASE}Patient?name=a%20b` },
  { written: `${BASE}?_getpages=1`, expected: `${BASE}?_getpages=1` },
  { written: 'https://fhir.example:8443/r4?_getpages=1', expected: 'https://fhir.example:8443/r4?_getpages=1' },
  { written: '../admin', expected: undefined },
  { written: '/admin', expected: undefined },
  { written: '//evil.test/Patient', expected: undefined },
  { written: '\\\\evil.test/Patient', expected: undefined },
  { written: 'https://fhir.example:8443/r44/Patient', expected: undefined },
  { written: 'https://fhir.example/r4/Patient', expected: undefined },
  { written: 'http://fhir.example:8443/r4/Patient', expected: undefined },
  { written: 'https://fhir.example:8443@evil.test/r4/', expected: undefined },
  { written: 'https://a:b@fhir.example:8443/r4/Patient', expected: undefined },
  { written: 'Patient/%2e%2e/%2e%2e/admin', expected: undefined },
  { written: 'Patient%2f..%2f..', expected: undefined },
  { written: 'Patient/..%5c..%5cadmin', expected: undefined },
  { written: 'Patient#a', expected: undefined },
  { written: 'javascript:1', expected: undefined },
  { written: `Patient?name=${'a'.repeat(2_048)}`, expected: undefined },
])('V-76, V-77: $written', ({ written, expected }) => {
  expect(fhirAddress(BASE, written)).toBe(expected);
  expect(fhirAddress(BASE.slice(0, -1), written)).toBe(expected);
});

test('whatever a script writes, the token stays below the base', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('..', '/', '\\', '@', ':')),
      fc.string(),
      (start, end) => {
        const address = fhirAddress(BASE, start + end);
        const isBelow = address === undefined || /^https:\/\/fhir\.example:8443\/r4[/?]?/.test(address);
        expect(isBelow).toBe(true);
      },
    ),
  );
});

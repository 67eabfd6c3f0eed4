import { readAudience } from './audience.js';
import { FormParameters } from './form-parameters.js';

const base = 'https://fhir.example/r4';
const read = (form: string, allowed: readonly string[] = [base, 'https://fhir.example/dstu2/']) =>
  readAudience(FormParameters.parse(form), allowed);

describe('readAudience', () => {
  test.each([
    { form: 'aud=https://inferno.healthit.gov/invalid_aud', code: 'invalid_request' },
    { form: `aud=${base}/Patient`, code: 'invalid_request' },
    { form: `aud=${base}//`, code: 'invalid_request' },
    { form: 'aud=HTTPS://fhir.example/r4', code: 'invalid_request' },
    { form: `aud=${base}%20`, code: 'invalid_request' },
    { form: `aud=${base}&aud=${base}`, code: 'invalid_request' },
    { form: `aud=${base}&resource=https://evil.test`, code: 'invalid_request' },
    { form: 'resource=https://evil.test', code: 'invalid_target' },
    { form: 'scope=openid+launch/patient', code: 'invalid_request' },
    { form: 'scope=launch', code: 'invalid_request' },
    { form: 'scope=user/*.read', code: 'invalid_request' },
    { form: 'scope=http://smarthealthit.org/fhir/scopes/patient/*.read', code: 'invalid_request' },
    { form: 'launch=abc', code: 'invalid_request' },
  ])('STD G3, X2: refuses "$form"', ({ form, code }) => {
    expect(() => read(form)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    { form: `aud=${base}`, expected: base },
    { form: `aud=${base}/`, expected: base },
    { form: 'aud=https://fhir.example/dstu2', expected: 'https://fhir.example/dstu2/' },
    { form: `resource=${base}`, expected: base },
    { form: `aud=${base}&resource=${base}`, expected: base },
    { form: 'scope=openid+fhirUser+launchpad', expected: undefined },
  ])('STD A4, X2: from "$form" takes $expected', ({ form, expected }) => {
    expect(read(form)).toBe(expected);
  });

  test.each([
    { form: 'aud=https://anything.example/fhir', expected: 'https://anything.example/fhir' },
    { form: 'scope=patient/*.read', expected: undefined },
  ])('STD X2: with no list configured "$form" is not checked', ({ form, expected }) => {
    expect(read(form, [])).toBe(expected);
  });

  test.each(['x'.repeat(2049), 'a b', 'http://a/%0a'.replace('%0a', '\n')])(
    'never keeps an audience like %j',
    (aud) => {
      expect(() => read(`aud=${encodeURIComponent(aud)}`, [])).toThrow(
        expect.objectContaining({ code: 'invalid_request' }),
      );
    },
  );
});

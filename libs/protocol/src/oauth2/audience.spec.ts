import { audienceSpellings, narrowAudience, readAudience, readNamedAudience } from './audience.js';
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

describe('narrowAudience', () => {
  const narrow = (form: string, granted: readonly string[] = [base, 'https://fhir.example/dstu2/']) =>
    narrowAudience(FormParameters.parse(form), granted);

  test.each([
    { form: 'resource=https://other.example/fhir', code: 'invalid_target' },
    { form: `resource=${base}/Patient`, code: 'invalid_target' },
    { form: 'aud=https://other.example/fhir', code: 'invalid_grant' },
    { form: `aud=${base}//`, code: 'invalid_grant' },
    { form: `aud=${base}&resource=https://other.example/fhir`, code: 'invalid_request' },
  ])('V-30, STD RFC8707-1: refuses "$form"', ({ form, code }) => {
    expect(() => narrow(form)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    { form: '', expected: [base, 'https://fhir.example/dstu2/'] },
    { form: `resource=${base}/`, expected: [base] },
    { form: 'aud=https://fhir.example/dstu2', expected: ['https://fhir.example/dstu2/'] },
  ])('STD RFC8707-1: "$form" leaves $expected', ({ form, expected }) => {
    expect(narrow(form)).toEqual(expected);
  });

  test.each([
    { form: '', spellings: undefined },
    { form: `aud=${base}`, spellings: [base, `${base}/`] },
    { form: `resource=${base}/`, spellings: [base, `${base}/`] },
  ])('"$form" may have been kept as $spellings', ({ form, spellings }) => {
    expect(audienceSpellings(FormParameters.parse(form))).toEqual(spellings);
  });
});

test('STD RFC8707-1: a client that asks for itself need not name an audience, and none but ours', () => {
  const named = (form: string) => readNamedAudience(FormParameters.parse(form), [base]);

  expect(named('scope=system/*.rs')).toBeUndefined();
  expect(named(`resource=${base}/`)).toBe(base);
  expect(() => named('resource=http://evil')).toThrow(expect.objectContaining({ code: 'invalid_target' }));
});

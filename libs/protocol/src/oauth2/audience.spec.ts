import { audienceToClaim, isForThisServer, narrowAudience, readAudience, readNamedAudience } from './audience.js';
import { FormParameters } from './form-parameters.js';

const base = 'https://fhir.example/r4';
const other = 'https://fhir.example/dstu2/';
const own = 'https://auth.example/smart';
/** Asks for nothing of SMART where it leaves out what it asks for. */
const signInApp = { scopes: ['openid', 'fhirUser'], fixedScope: false };
const read = (form: string, bases: readonly string[] = [base, other], client = signInApp) =>
  readAudience(FormParameters.parse(form), { bases, own, client });

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
    { form: `resource=${base}&resource=https://evil.test`, code: 'invalid_target' },
    { form: `aud=${base}&resource=${base}&resource=https://evil.test`, code: 'invalid_target' },
    { form: `aud=${base}&resource=${other}`, code: 'invalid_request' },
    { form: `resource=${base}&resource[]=${other}`, code: 'invalid_request' },
    { form: `aud=${own}`, code: 'invalid_request' },
    { form: `resource=${own}/oauth`, code: 'invalid_target' },
    { form: 'scope=openid+launch/patient', code: 'invalid_request' },
    { form: 'scope=launch', code: 'invalid_request' },
    { form: 'scope=user/*.read', code: 'invalid_request' },
    { form: 'scope=http://smarthealthit.org/fhir/scopes/patient/*.read', code: 'invalid_request' },
    { form: 'launch=abc', code: 'invalid_request' },
  ])('STD G3, X2: refuses "$form"', ({ form, code }) => {
    expect(() => read(form)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    { name: 'no scope, which is all of its list', form: '', scopes: ['openid', 'patient/*.rs'] },
    { name: 'a scope of spaces', form: 'scope=++', scopes: ['user/*.read'] },
    { name: 'no scope, where the list has a launch scope', form: '', scopes: ['openid', 'launch/patient'] },
    { name: 'openid, where its scope is fixed', form: 'scope=openid', scopes: ['patient/*.rs'], fixedScope: true },
    { name: 'a FHIR scope, where its scope is fixed', form: 'scope=user/*.rs', scopes: ['openid'], fixedScope: true },
  ])('STD X2, N18: a client that asks for $name names a base', ({ form, scopes, fixedScope = false }) => {
    const client = { scopes, fixedScope };

    expect(() => read(form, [base], client)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    expect(read(`${form}&aud=${base}`, [base], client)).toEqual([base]);
    expect(read(form, [], client)).toEqual([]);
  });

  test.each([
    { name: 'no scope, where the list has none of SMART', form: '', scopes: ['openid'] },
    { name: 'openid, whatever its list has', form: 'scope=openid', scopes: ['openid', 'patient/*.rs'] },
    { name: 'openid, where its scope is fixed to that', form: 'scope=openid', scopes: ['openid'], fixedScope: true },
  ])('STD X2, N18: a client that asks for $name need not', ({ form, scopes, fixedScope = false }) => {
    expect(read(form, [base], { scopes, fixedScope })).toEqual([]);
  });

  test.each([
    { form: `aud=${base}`, expected: [base] },
    { form: `aud=${base}/`, expected: [base] },
    { form: 'aud=https://fhir.example/dstu2', expected: [other] },
    { form: `resource=${base}`, expected: [base] },
    { form: `aud=${base}&resource=${base}`, expected: [base] },
    { form: `aud=${base}&resource=${base}/&resource=${other}`, expected: [base, other] },
    { form: `resource=${other}&resource=${base}&resource=${base}/`, expected: [other, base] },
    { form: `resource=&resource=${base}`, expected: [base] },
    { form: `resource=${own}/`, expected: [own] },
    { form: `aud=${base}&resource=${base}&resource=${own}`, expected: [base, own] },
    { form: 'scope=openid+fhirUser+launchpad', expected: [] },
  ])('STD A4, X2, RFC8707-1: from "$form" takes $expected', ({ form, expected }) => {
    expect(read(form)).toEqual(expected);
  });

  test.each([
    { form: 'aud=https://anything.example/fhir', expected: ['https://anything.example/fhir'] },
    { form: 'resource=https://a.example&resource=urn:b', expected: ['https://a.example', 'urn:b'] },
    { form: 'scope=patient/*.read', expected: [] },
  ])('STD X2: with no list configured "$form" is not checked', ({ form, expected }) => {
    expect(read(form, [])).toEqual(expected);
  });

  test.each(['resource=fhir.example', 'resource=/r4', 'resource=https://a.example/%23part', 'resource=x'])(
    'STD RFC8707-1: "%s" is no absolute URI without a fragment',
    (form) => {
      expect(() => read(form, [])).toThrow(expect.objectContaining({ code: 'invalid_target' }));
    },
  );

  test('STD RFC8707-1: takes 20 resources, not 21', () => {
    const form = (count: number) =>
      Array.from({ length: count }, (_, index) => `resource=https://${String(index)}.example`).join('&');

    expect(read(form(20), [])).toHaveLength(20);
    expect(() => read(form(21), [])).toThrow(expect.objectContaining({ code: 'invalid_target' }));
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
  const narrow = (form: string, granted: readonly string[] = [base, other]) =>
    narrowAudience(FormParameters.parse(form), granted);

  test.each([
    { form: 'resource=https://other.example/fhir', code: 'invalid_target' },
    { form: `resource=${base}/Patient`, code: 'invalid_target' },
    { form: 'aud=https://other.example/fhir', code: 'invalid_grant' },
    { form: `aud=${base}//`, code: 'invalid_grant' },
    { form: `aud=${base}&resource=https://other.example/fhir`, code: 'invalid_request' },
    { form: `resource=${base}&resource=https://other.example/fhir`, code: 'invalid_target' },
  ])('V-30, STD RFC8707-1: refuses "$form"', ({ form, code }) => {
    expect(() => narrow(form)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    { form: '', expected: [base, other] },
    { form: `resource=${other}&resource=${base}/`, expected: [other, base] },
    { form: `resource=${base}/`, expected: [base] },
    { form: 'aud=https://fhir.example/dstu2', expected: [other] },
  ])('STD RFC8707-1: "$form" leaves $expected', ({ form, expected }) => {
    expect(narrow(form)).toEqual(expected);
  });

  test.each([
    { form: '', expected: undefined },
    { form: `aud=${base}`, expected: [base] },
    { form: `resource=${base}/&resource=${other}`, expected: [base, 'https://fhir.example/dstu2'] },
  ])('V-30: "$form" claims a grant for $expected', ({ form, expected }) => {
    expect(audienceToClaim(FormParameters.parse(form))).toEqual(expected);
  });
});

test('STD RFC8707-1: a client that asks for itself need not name an audience, and none but ours', () => {
  const named = (form: string) => readNamedAudience(FormParameters.parse(form), { bases: [base], own });

  expect(named('scope=system/*.rs')).toEqual([]);
  expect(named(`resource=${base}/`)).toEqual([base]);
  expect(named(`resource=${own}`)).toEqual([own]);
  expect(() => named('resource=http://evil')).toThrow(expect.objectContaining({ code: 'invalid_target' }));
});

describe('STD T9, V-47: who sees a token for a FHIR base cannot use it here', () => {
  test.each([[[base]], [[base, other]], [['https://evil.test']], [[`${own}.evil.test`]], [[`${own}/x`]], [[]]])(
    'a token for %j is not for this server',
    (audience) => {
      expect(isForThisServer(audience, own)).toBe(false);
    },
  );

  test.each([[[own]], [[`${own}/`]], [[base, own]]])('a token for %j is', (audience) => {
    expect(isForThisServer(audience, own)).toBe(true);
    expect(isForThisServer(audience, `${own}/`)).toBe(true);
  });
});

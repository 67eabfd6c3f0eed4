import { FormParameters } from './form-parameters.js';
import { narrowTargets, readTokenExchangeRequest } from './token-exchange.js';

const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';
const JWT = 'urn:ietf:params:oauth:token-type:jwt';
const good = `subject_token=s&subject_token_type=${ACCESS}`;
const read = (form: string) => readTokenExchangeRequest(FormParameters.parse(form));

describe('readTokenExchangeRequest', () => {
  test.each([
    { name: 'nothing', form: '', parameter: 'subject_token' },
    { name: 'a token without its type', form: 'subject_token=s', parameter: 'subject_token_type' },
    { name: 'a type without its token', form: `subject_token_type=${ACCESS}`, parameter: 'subject_token' },
    { name: 'an actor without its type', form: `${good}&actor_token=a`, parameter: 'actor_token_type' },
    { name: 'the type of no actor', form: `${good}&actor_token_type=${ACCESS}`, parameter: 'actor_token' },
    { name: 'two subjects', form: `${good}&subject_token=t`, parameter: 'subject_token' },
    ...['refresh_token', 'id_token', 'saml1', 'saml2', 'ACCESS_TOKEN', ''].flatMap((type) =>
      ['subject_token_type', 'requested_token_type'].map((parameter) => ({
        name: `${parameter} ${type}`,
        form: `${parameter === 'subject_token_type' ? 'subject_token=s' : good}&${parameter}=urn:ietf:params:oauth:token-type:${type}`,
        parameter,
      })),
    ),
  ])('STD RFC8693-1, RFC8693-3: refuses $name', ({ form, parameter }) => {
    expect(() => read(form)).toThrow(expect.objectContaining({ code: 'invalid_request', parameter }));
  });

  test('STD RFC8693-3: refuses more than twenty resource servers', () => {
    const named = (count: number) => Array.from({ length: count }, (_, place) => `&audience=${String(place)}`).join('');

    expect(read(good + named(20)).targets).toHaveLength(20);
    expect(() => read(good + named(21))).toThrow(expect.objectContaining({ code: 'invalid_target' }));
  });

  test('STD RFC8693-1: refuses a malformed scope', () => {
    expect(() => read(`${good}&scope=%22`)).toThrow(expect.objectContaining({ code: 'invalid_scope' }));
  });

  test.each([
    { form: good, expected: { subjectToken: 's', issuedTokenType: ACCESS, targets: [] } },
    {
      form: `subject_token=s&subject_token_type=${JWT}&requested_token_type=${JWT}`,
      expected: { subjectToken: 's', issuedTokenType: JWT, targets: [] },
    },
    {
      form: `${good}&actor_token=a&actor_token_type=${JWT}&resource=r&resource=q&audience=p&audience=o&audience=r&scope=a+b`,
      expected: {
        subjectToken: 's',
        actorToken: 'a',
        issuedTokenType: ACCESS,
        targets: ['r', 'q', 'p', 'o'],
        scopes: ['a', 'b'],
      },
    },
  ])('STD RFC8693-1: reads $form', ({ form, expected }) => {
    expect(read(form)).toEqual(expected);
  });
});

describe('narrowTargets', () => {
  test.each([
    { name: 'another', targets: ['https://c.example'], granted: ['https://a.example'] },
    { name: 'one of its own and another', targets: ['https://a.example', 'x'], granted: ['https://a.example'] },
    { name: 'anything of a token that is for nothing here', targets: [], granted: [] },
  ])('STD RFC8693-3, V-30: refuses $name', ({ targets, granted }) => {
    expect(() => narrowTargets(targets, granted)).toThrow(expect.objectContaining({ code: 'invalid_target' }));
  });

  test.each([
    { targets: [], expected: ['https://a.example', 'https://b.example/'] },
    { targets: ['https://b.example'], expected: ['https://b.example/'] },
    { targets: ['https://a.example/', 'https://a.example'], expected: ['https://a.example'] },
  ])('keeps $targets as $expected', ({ targets, expected }) => {
    expect(narrowTargets(targets, ['https://a.example', 'https://b.example/'])).toEqual(expected);
  });
});

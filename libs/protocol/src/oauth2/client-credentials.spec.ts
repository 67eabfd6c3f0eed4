import fc from 'fast-check';
import { readClientAssertion } from './client-assertion.js';
import { readPresentedCredentials } from './client-credentials.js';
import { FormParameters } from './form-parameters.js';

const basic = (text: string) => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const assertion = `${part({ alg: 'RS384', kid: 'one' })}.${part({ iss: 'app', sub: 'app' })}.c2ln`;
const jwtType = 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const read = (header: string | undefined, form = '') => readPresentedCredentials(header, FormParameters.parse(form));

describe('readPresentedCredentials', () => {
  test.each([
    { name: 'header and body secret', header: basic('app:secret'), form: 'client_id=app&client_secret=secret' },
    { name: 'header and body secret without id', header: basic('app:secret'), form: 'client_secret=secret' },
    { name: 'header and assertion', header: basic('app:secret'), form: `${jwtType}&client_assertion=e.y.J` },
    { name: 'bearer token and body secret', header: 'Bearer abc', form: 'client_id=app&client_secret=secret' },
    {
      name: 'secret and assertion',
      header: undefined,
      form: `client_id=app&client_secret=s&${jwtType}&client_assertion=e.y.J`,
    },
    { name: 'two client ids', header: basic('app:secret'), form: 'client_id=other' },
    { name: 'a repeated client_id', header: undefined, form: 'client_id=app&client_id=app' },
    { name: 'a repeated secret', header: undefined, form: 'client_id=app&client_secret=a&client_secret=b' },
  ])('STD RFC6749-7, V-07: refuses $name with invalid_request', ({ header, form }) => {
    expect(() => read(header, form)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  test.each([
    { name: 'no credentials', header: 'Basic' },
    { name: 'a space for credentials', header: 'Basic ' },
    { name: 'no base64', header: 'Basic !!!!' },
    { name: 'a second word', header: `${basic('app:secret')} x` },
    { name: 'bytes that are no UTF-8', header: `Basic ${Buffer.from([0xff, 0x3a, 0x61]).toString('base64')}` },
    { name: 'no colon', header: basic('no-colon') },
    { name: 'no client id', header: basic(':secret') },
    { name: 'a NUL', header: basic('app:se\0cret') },
    { name: 'a line break', header: basic('app\r\n:secret') },
    { name: 'Digest', header: 'Digest username=x' },
    { name: 'no token', header: 'Bearer' },
    { name: 'two tokens', header: 'Bearer a b' },
    { name: 'no token of DPoP', header: 'DPoP' },
    { name: 'a token outside ASCII', header: 'Bearer ä' },
    { name: 'no scheme', header: 'app:secret' },
    { name: 'nothing', header: '' },
    { name: '40 KB', header: basic('a:b'.repeat(10_000)) },
  ])('STD X5, RFC6749-8: a header with $name is invalid_client with a challenge', ({ header }) => {
    expect(() => read(header)).toThrow(expect.objectContaining({ code: 'invalid_client', challenge: 'Basic' }));
  });

  test.each([
    { name: 'nothing', form: '' },
    { name: 'a secret without id', form: 'client_secret=secret' },
    { name: 'an assertion without type', form: 'client_id=app&client_assertion=e.y.J' },
    { name: 'an assertion of another type', form: 'client_assertion=e.y.J&client_assertion_type=invalid+test+value' },
    { name: 'an assertion that is none', form: `client_id=app&${jwtType}&client_assertion=e.y.J` },
    { name: 'an assertion about another client', form: `client_id=other&${jwtType}&client_assertion=${assertion}` },
    { name: 'a type without assertion', form: `client_id=app&${jwtType}` },
  ])('STD K8, B3 to B6: refuses $name with invalid_client, without a challenge', ({ form }) => {
    expect(() => read(undefined, form)).toThrow(expect.objectContaining({ code: 'invalid_client' }));
    expect(() => read(undefined, form)).not.toThrow(expect.objectContaining({ challenge: 'Basic' }));
  });

  test.each([
    { header: undefined, form: 'client_id=app', expected: { method: 'none', clientId: 'app' } },
    { header: undefined, form: 'client_id=app&client_secret=', expected: { method: 'none', clientId: 'app' } },
    {
      header: undefined,
      form: 'client_id=app&client_secret=s%2B1',
      expected: { method: 'client_secret_post', clientId: 'app', secret: 's+1' },
    },
    {
      header: undefined,
      form: `${jwtType}&client_assertion=${assertion}`,
      expected: { method: 'private_key_jwt', clientId: 'app', assertion: readClientAssertion(assertion) },
    },
    {
      header: undefined,
      form: `client_id=app&${jwtType}&client_assertion=${assertion}`,
      expected: { method: 'private_key_jwt', clientId: 'app', assertion: readClientAssertion(assertion) },
    },
    { header: 'Bearer a.b-c_d~e+f/g==', form: '', expected: { method: 'bearer', token: 'a.b-c_d~e+f/g==' } },
    { header: 'dpop abc', form: 'client_id=app', expected: { method: 'dpop', token: 'abc', clientId: 'app' } },
    { header: 'bearer abc', form: 'client_id=app', expected: { method: 'bearer', token: 'abc', clientId: 'app' } },
    {
      header: basic('app:secret'),
      form: 'client_id=app',
      expected: { method: 'client_secret_basic', clientId: 'app', secret: 'secret' },
    },
    { header: basic('app:'), form: '', expected: { method: 'client_secret_basic', clientId: 'app', secret: '' } },
    {
      header: basic('app:a:b').replace('Basic', 'bAsIc'),
      form: '',
      expected: { method: 'client_secret_basic', clientId: 'app', secret: 'a:b' },
    },
  ])('STD RFC6749-7, RFC6750-4: reads $expected.method from "$header" and "$form"', ({ header, form, expected }) => {
    expect(read(header, form)).toEqual(expected);
  });

  test.each([
    { sent: 'a%2Bb', secret: 'a+b', secretAsSent: 'a%2Bb' },
    { sent: 'a+b', secret: 'a b', secretAsSent: 'a+b' },
    { sent: '100%', secret: '100%', secretAsSent: '100%' },
    { sent: 'a%00b', secret: 'a%00b', secretAsSent: 'a%00b' },
  ])('STD X15: of the secret "$sent" both readings are given', ({ sent, secret, secretAsSent }) => {
    expect(read(basic(`app:${sent}`))).toEqual({
      method: 'client_secret_basic',
      clientId: 'app',
      secret,
      secretAsSent,
    });
  });

  test('STD X15: id and secret that a strict client form-encodes come out as they are', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((each) => !/\p{Cc}/u.test(each));
    fc.assert(
      fc.property(text, text, (clientId, secret) => {
        const encoded = [clientId, secret]
          .map((each) => new URLSearchParams({ x: each }).toString().slice(2))
          .join(':');
        expect(read(basic(encoded))).toMatchObject({ method: 'client_secret_basic', clientId, secret });
      }),
    );
  });
});

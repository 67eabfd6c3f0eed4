import fc from 'fast-check';
import { FormParameters } from './form-parameters.js';
import { isWellFormedVerifier, readPkceChallenge, s256 } from './pkce.js';

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const strict = { required: true, plainSupported: false };
const lax = { required: false, plainSupported: true };
const read = (form: string, policy = strict) => readPkceChallenge(FormParameters.parse(form), policy);
const refused = expect.objectContaining({ code: 'invalid_request' });

describe('readPkceChallenge', () => {
  test.each([
    { name: 'none', form: '' },
    { name: 'an empty challenge', form: 'code_challenge=&code_challenge_method=S256' },
    { name: 'no method, which means plain', form: `code_challenge=${challenge}` },
    { name: 'an empty method, which means plain', form: `code_challenge=${challenge}&code_challenge_method=` },
    { name: 'method plain', form: `code_challenge=${challenge}&code_challenge_method=plain` },
    { name: 'method s256', form: `code_challenge=${challenge}&code_challenge_method=s256` },
    { name: 'a method with a space', form: `code_challenge=${challenge}&code_challenge_method=S256+` },
    { name: 'an unknown method', form: `code_challenge=${challenge}&code_challenge_method=S512` },
    { name: '42 characters', form: `code_challenge=${challenge.slice(1)}&code_challenge_method=S256` },
    { name: '129 characters', form: `code_challenge=${'a'.repeat(129)}&code_challenge_method=S256` },
    { name: 'padding', form: `code_challenge=${challenge}%3D&code_challenge_method=S256` },
    { name: 'signs of plain base64', form: `code_challenge=${'%2B'.repeat(43)}&code_challenge_method=S256` },
    {
      name: 'a repeated challenge',
      form: `code_challenge=${challenge}&code_challenge=${challenge}&code_challenge_method=S256`,
    },
  ])('V-25, V-26, STD RFC7636-1, RFC7636-2: refuses $name', ({ form }) => {
    expect(() => read(form)).toThrow(refused);
  });

  test.each([
    { name: 'a method without a challenge', form: 'code_challenge_method=S256' },
    { name: 'a short plain challenge', form: `code_challenge=${'a'.repeat(42)}&code_challenge_method=plain` },
    { name: 'a plain challenge with other signs', form: `code_challenge=${'a%2F'.repeat(43)}` },
    { name: 'an unknown method', form: `code_challenge=${challenge}&code_challenge_method=S512` },
  ])('V-26: refuses $name even where nothing is required and plain is on', ({ form }) => {
    expect(() => read(form, lax)).toThrow(refused);
  });

  test.each([
    {
      name: 'S256',
      form: `code_challenge=${challenge}&code_challenge_method=S256`,
      policy: strict,
      expected: { challenge, method: 'S256' },
    },
    {
      name: 'plain where it is on',
      form: `code_challenge=${verifier}&code_challenge_method=plain`,
      policy: lax,
      expected: { challenge: verifier, method: 'plain' },
    },
    {
      name: 'no method where plain is on',
      form: `code_challenge=${verifier}`,
      policy: lax,
      expected: { challenge: verifier, method: 'plain' },
    },
    { name: 'nothing where nothing is required', form: '', policy: lax, expected: undefined },
  ])('STD X1: reads $name', ({ form, policy, expected }) => {
    expect(read(form, policy)).toEqual(expected);
  });
});

describe('isWellFormedVerifier and s256', () => {
  test('RFC 7636 appendix B: the challenge of the verifier', () => {
    expect(s256(verifier)).toBe(challenge);
  });

  test('RFC 7636 section 4.1: 43 to 128 unreserved characters', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'Z', '0', '9', '-', '.', '_', '~'),
      minLength: 40,
      maxLength: 132,
    });
    fc.assert(
      fc.property(text, (one) => {
        expect(isWellFormedVerifier(one)).toBe(one.length >= 43 && one.length <= 128);
        expect(isWellFormedVerifier(`${one.slice(1)}+`)).toBe(false);
      }),
    );
  });
});

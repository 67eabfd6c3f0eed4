import fc from 'fast-check';
import { OAuthError } from '../oauth2/oauth-error.js';
import { parseClaimsRequest } from './claims-request.js';
import { identityClaimNames } from './identity-claims.js';

const parse = (value: unknown) => parseClaimsRequest(JSON.stringify(value));
const refusal = expect.objectContaining({ code: 'invalid_request', parameter: 'claims' });

describe('parseClaimsRequest', () => {
  test.each([
    { name: 'no JSON', text: '{' },
    { name: 'a list', text: '[]' },
    { name: 'a text', text: '"userinfo"' },
    { name: 'null', text: 'null' },
    { name: 'a number', text: '1e999' },
    { name: 'two objects', text: '{}{}' },
    { name: 'userinfo as a list', text: '{"userinfo":[]}' },
    { name: 'id_token as a text', text: '{"id_token":"name"}' },
    { name: 'sub as a text', text: '{"id_token":{"sub":"maria"}}' },
    { name: 'a sub that is no text', text: '{"id_token":{"sub":{"value":7}}}' },
    { name: 'a sub among numbers', text: '{"userinfo":{"sub":{"values":["maria",7]}}}' },
    { name: 'acr as a list', text: '{"id_token":{"acr":["a"]}}' },
    { name: 'an acr that is no text', text: '{"id_token":{"acr":{"values":[{}]}}}' },
    { name: 'more than 16 KiB', text: JSON.stringify({ userinfo: { x: 'y'.repeat(16_384) } }) },
    { name: 'nested 9 deep', text: `${'{"a":'.repeat(9)}1${'}'.repeat(9)}` },
    { name: '16 thousand lists in each other', text: '['.repeat(16_000) },
  ])('STD OID-9, V-88: refuses $name', ({ text }) => {
    expect(() => parseClaimsRequest(text)).toThrow(refusal);
  });

  test.each([
    { name: 'nothing', value: {}, expected: { userInfo: [], idToken: [] } },
    { name: 'null for nothing', value: { userinfo: null, id_token: null }, expected: { userInfo: [], idToken: [] } },
    {
      name: 'the claims it knows, each where it is wanted (STD OM25)',
      value: {
        userinfo: { name: { essential: true }, email: null, phone_number: null, 'https://x.example/y': { value: 1 } },
        id_token: { fhirUser: null, auth_time: { essential: true } },
      },
      expected: { userInfo: ['name', 'email'], idToken: ['fhirUser'] },
    },
    {
      name: 'one person',
      value: { id_token: { sub: { value: 'maria' } } },
      expected: { userInfo: [], idToken: [], subjects: ['maria'] },
    },
    {
      name: 'people that both places name',
      value: { id_token: { sub: { values: ['maria', 'anna'] } }, userinfo: { sub: { values: ['anna', 'eva'] } } },
      expected: { userInfo: [], idToken: [], subjects: ['anna'] },
    },
    {
      name: 'a contradiction, which nobody fits',
      value: { id_token: { sub: { value: 'maria' } }, userinfo: { sub: { value: 'anna' } } },
      expected: { userInfo: [], idToken: [], subjects: [] },
    },
    {
      name: 'sub without a demand',
      value: { id_token: { sub: null }, userinfo: { sub: { essential: true } } },
      expected: { userInfo: [], idToken: [] },
    },
    {
      name: 'an essential level',
      value: { id_token: { acr: { essential: true, values: ['b', 'a'] } } },
      expected: { userInfo: [], idToken: [], acr: { values: ['b', 'a'], essential: true } },
    },
    {
      name: 'a voluntary level',
      value: { id_token: { acr: { value: 'a' } } },
      expected: { userInfo: [], idToken: [], acr: { values: ['a'], essential: false } },
    },
    {
      name: 'essential, but any level',
      value: { id_token: { acr: { essential: true } } },
      expected: { userInfo: [], idToken: [] },
    },
  ])('STD OID-9: reads $name', ({ value, expected }) => {
    expect(parse(value)).toEqual(expected);
  });

  test('STD OID-9: absent is absent', () => {
    expect(parseClaimsRequest(undefined)).toBeUndefined();
  });

  test('V-86: names of the language ask for nothing and change nothing', () => {
    const text = '{"__proto__":{"userinfo":{"name":null}},"userinfo":{"constructor":null,"__proto__":{"email":null}}}';

    expect(parseClaimsRequest(text)).toEqual({ userInfo: [], idToken: [] });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('STD OID-9: whatever comes, it is read or refused, and only known claims come out', () => {
    const claims = fc.dictionary(
      fc.constantFrom(...identityClaimNames, 'sub', 'acr', 'x'),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const request = fc.record({ userinfo: claims, id_token: claims }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.oneof(
          request.map((value) => JSON.stringify(value)),
          fc.json(),
          fc.string(),
        ),
        (text) => {
          try {
            const read = parseClaimsRequest(text);
            for (const name of [...(read?.userInfo ?? []), ...(read?.idToken ?? [])])
              expect(identityClaimNames).toContain(name);
            expect(read?.subjects?.every((subject) => typeof subject === 'string')).not.toBe(false);
          } catch (error) {
            expect(error).toBeInstanceOf(OAuthError);
            expect(error).toEqual(refusal);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { FormParameters } from '../oauth2/form-parameters.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { randomToken } from '../random.js';
import { proposedSecretProblem, readSecretChange } from './client-secret-change.js';

const complete = { client_id: 'app', client_secret: 'the present one', new_client_secret: 'the next one' };
const read = (fields: Readonly<Record<string, string>>, hasHeader = false) =>
  readSecretChange(FormParameters.parse(new URLSearchParams(fields).toString()), {
    hasHeader,
    mostGraceMinutes: 1_440,
  });

/** Code, parameter and description of the error. */
function refusal(fields: Readonly<Record<string, string>>, hasHeader = false): readonly unknown[] {
  try {
    read(fields, hasHeader);
    return [];
  } catch (error) {
    const { code, parameter, description } = error as OAuthError;
    return [code, parameter, description];
  }
}

const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(complete).filter(([key]) => key !== name));

describe('readSecretChange', () => {
  test.each(['client_id', 'client_secret', 'new_client_secret'])('ruling 20: without %s names it', (name) => {
    expect(refusal(without(name))).toEqual(['invalid_request', name, `The parameter ${name} is missing.`]);
    expect(refusal({ ...complete, [name]: '' })).toEqual([
      'invalid_request',
      name,
      `The parameter ${name} is missing.`,
    ]);
  });

  test.each(
    [
      '-1',
      '1.5',
      '0x10',
      'NaN',
      '1e9',
      '1000000000',
      `1${'0'.repeat(400)}`,
      '1441',
      '+5',
      ' 5',
      '5 ',
      '٥',
      '1_000',
      'null',
    ].map((grace) => ({ grace })),
  )('S-07: refuses a grace of $grace and says what is right', ({ grace }) => {
    expect(refusal({ ...complete, grace_period_mins: grace })).toEqual([
      'invalid_request',
      'grace_period_mins',
      'Write grace_period_mins as a whole number of minutes from 0 to 1440.',
    ]);
  });

  test.each([
    { grace: '', minutes: 0 },
    { grace: '0', minutes: 0 },
    { grace: '007', minutes: 7 },
    { grace: '1440', minutes: 1_440 },
  ])('S-07: a grace of "$grace" is $minutes minutes', ({ grace, minutes }) => {
    expect(read({ ...complete, grace_period_mins: grace })).toEqual({
      newSecret: 'the next one',
      graceMinutes: minutes,
    });
  });

  test('S-07: whatever is sent, a grace is a whole number from 0 to the most', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String)), (grace) => {
        try {
          const { graceMinutes } = read({ ...complete, grace_period_mins: grace });
          expect(Number.isInteger(graceMinutes) && graceMinutes >= 0 && graceMinutes <= 1_440).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(OAuthError);
        }
      }),
    );
  });

  test('takes new_secret for new_client_secret, but not both', () => {
    const { new_client_secret: newSecret, ...others } = complete;

    expect(read({ ...others, new_secret: newSecret }).newSecret).toBe(newSecret);
    expect(refusal({ ...complete, new_secret: newSecret })).toEqual([
      'invalid_request',
      'new_secret',
      'Send new_client_secret or new_secret, not both.',
    ]);
  });

  test('with an Authorization header the body needs to name neither client nor secret', () => {
    expect(read({ new_client_secret: 'the next one' }, true)).toEqual({ newSecret: 'the next one', graceMinutes: 0 });
  });

  test('V-07: refuses a parameter given twice', () => {
    const form = `${new URLSearchParams(complete).toString()}&new_client_secret=another`;

    expect(() => readSecretChange(FormParameters.parse(form), { hasHeader: false, mostGraceMinutes: 60 })).toThrow(
      OAuthError,
    );
  });
});

describe('proposedSecretProblem', () => {
  const problem = (newSecret: string): string | undefined =>
    proposedSecretProblem({ newSecret, current: ['present%20one', 'present one'], clientId: 'my-app' });

  test.each([
    { newSecret: 'x'.repeat(7), expected: 'is not 8 to 256 characters long' },
    { newSecret: 'abcde12'.repeat(37), expected: 'is not 8 to 256 characters long' },
    { newSecret: 'correct\nhorse', expected: 'has a control character' },
    { newSecret: 'present one', expected: 'is the present one' },
    { newSecret: 'present%20one', expected: 'is the present one' },
    { newSecret: 'aaaaaaaaaaaa', expected: 'has fewer than 6 different characters' },
    { newSecret: 'abcabcabcabc', expected: 'has fewer than 6 different characters' },
    { newSecret: '12345678', expected: 'consists of runs of neighbouring characters' },
    { newSecret: '1234567890', expected: 'consists of runs of neighbouring characters' },
    { newSecret: 'hgfedcba', expected: 'consists of runs of neighbouring characters' },
    { newSecret: 'abcd1234', expected: 'consists of runs of neighbouring characters' },
    { newSecret: '[REMOVED]', expected: 'is what exports show in place of a secret' },
    { newSecret: 'my-app-secret', expected: "is little more than the client's id" },
    { newSecret: 'MY-APP2026!', expected: "is little more than the client's id" },
  ])('a secret like $newSecret $expected', ({ newSecret, expected }) => {
    expect(problem(newSecret)).toBe(expected);
  });

  test.each(['correct horse battery', 'Tr0ub4dor', 'my-app and eight more', 'pässwörd-π'])('takes %s', (newSecret) => {
    expect(problem(newSecret)).toBeUndefined();
  });

  test('an id of few characters is in many texts by chance', () => {
    expect(proposedSecretProblem({ newSecret: 'a banana split', current: [], clientId: 'a' })).toBeUndefined();
  });

  test('takes whatever comes out of a random number generator', () => {
    for (let count = 0; count < 1_000; count += 1) expect(problem(randomToken('', 16))).toBeUndefined();
  });
});

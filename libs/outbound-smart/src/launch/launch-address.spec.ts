import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { launchAudience } from './launch-address.js';

const [ONE, OTHER] = ['https://fhir.example/r4', 'https://other.example/r4'];

function audienceOf(named: string | undefined, allowedAudiences: readonly string[]): string | undefined {
  try {
    return launchAudience({ options: { access: { allowedAudiences } } } as OutboundSmartInstance, named);
  } catch (error) {
    return error instanceof OAuthError ? `${error.code} ${error.description}` : String(error);
  }
}

describe('launchAudience', () => {
  test.each<{ name: string; named?: string; bases: readonly string[]; expected: unknown }>([
    {
      name: 'none named of several: the ids of a context mean nothing at another base',
      bases: [ONE, OTHER],
      expected: expect.stringMatching(/^invalid_request aud is missing/),
    },
    {
      name: 'a foreign one',
      named: 'https://evil.example',
      bases: [ONE, OTHER],
      expected: expect.stringMatching(/^invalid_request aud is not/),
    },
    { name: 'one of several, with a slash', named: `${OTHER}/`, bases: [ONE, OTHER], expected: OTHER },
    { name: 'none named of one', bases: [ONE], expected: ONE },
    { name: 'none named where none is known', bases: [], expected: undefined },
    { name: 'one named where none is known', named: OTHER, bases: [], expected: OTHER },
  ])('STD A4, A7: $name', ({ named, bases, expected }) => {
    expect(audienceOf(named, bases)).toEqual(expected);
  });
});

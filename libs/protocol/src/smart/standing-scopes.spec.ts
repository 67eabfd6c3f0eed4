import fc from 'fast-check';
import { OAuthError } from '../oauth2/oauth-error.js';
import { scopeCoverage } from './scope-coverage.js';
import { refreshedScopes, standingScopes } from './standing-scopes.js';

const client = (scopes: readonly string[], autoGrantScopes: readonly string[] = []) => ({ scopes, autoGrantScopes });

describe('standingScopes', () => {
  test.each([
    { name: 'a scope that was taken away', granted: ['openid', 'email'], of: client(['openid']), left: ['openid'] },
    { name: 'all of them', granted: ['openid', 'email'], of: client([]), left: [] },
    { name: 'writing, where reading is left', granted: ['patient/*.cud'], of: client(['patient/*.read']), left: [] },
    { name: 'more than is left', granted: ['patient/*.rs'], of: client(['patient/Goal.rs']), left: [] },
    { name: 'offline_access', granted: ['openid', 'offline_access'], of: client(['openid']), left: ['openid'] },
    {
      name: 'a granular scope whose search is no longer listed',
      granted: ['patient/Goal.rs?a=b'],
      of: client(['patient/Goal.rs?a=c']),
      left: [],
    },
    {
      name: 'STD S3: what is malformed, though listed',
      granted: ['patient/X.sr'],
      of: client(['patient/X.sr']),
      left: [],
    },
  ])('takes $name', ({ granted, of, left }) => {
    expect(standingScopes(granted, of)).toEqual(left);
  });

  test.each([
    { name: 'everything while nothing has changed', granted: ['openid', 'x'], of: client(['x', 'openid']) },
    { name: 'what is granted automatically', granted: ['fhirUser'], of: client([], ['fhirUser']) },
    { name: 'ruling 39: the spelling of the grant', granted: ['patient/Task.rs'], of: client(['patient/*.read']) },
    { name: 'what the person narrowed', granted: ['patient/Goal.rs?a=b'], of: client(['patient/*.rs']) },
    {
      name: 'STD S13: the URI form',
      granted: ['openid'],
      of: client(['http://openid.net/specs/openid-connect-core-1_0#openid']),
    },
    { name: 'STD S10: a launch with a role', granted: ['launch/location?role=x'], of: client(['launch/location']) },
    { name: 'nothing where nothing was granted', granted: [], of: client(['openid']) },
  ])('keeps $name', ({ granted, of }) => {
    expect(standingScopes(granted, of)).toEqual(granted);
  });
});

describe('refreshedScopes', () => {
  const granted = ['openid', 'email', 'patient/*.rs'];

  test.each([
    { name: 'V-30: never granted', standing: granted, requested: ['profile'], problem: /not granted before: profile/ },
    { name: 'taken away', standing: ['openid'], requested: ['email'], problem: /may no longer have/ },
    { name: 'within what was taken', standing: ['openid'], requested: ['patient/Goal.r'], problem: /no longer/ },
  ])('refuses what was $name', ({ standing, requested, problem }) => {
    expect(() => refreshedScopes({ granted, standing, requested })).toThrow(problem);
  });

  test.each([
    { name: 'all that stands', standing: ['openid'], requested: undefined, kept: ['openid'] },
    { name: 'what stands of a whole list repeated', standing: ['openid'], requested: granted, kept: ['openid'] },
    { name: 'less', standing: ['openid', 'patient/*.rs'], requested: ['patient/Goal.r'], kept: ['patient/Goal.r'] },
  ])('STD F3, X10: gives $name', ({ standing, requested, kept }) => {
    expect(refreshedScopes({ granted, standing, requested })).toEqual(kept);
  });
});

test('properties: what is given lies within the grant and within the client today', () => {
  const scope = fc.constantFrom('openid', 'a', 'patient/*.rs', 'patient/Goal.rs', 'patient/Goal.r', 'user/*.cruds');
  const scopes = fc.uniqueArray(scope);
  fc.assert(
    fc.property(scopes, scopes, scopes, (granted, listed, requested) => {
      const standing = standingScopes(granted, client(listed));
      try {
        const given = refreshedScopes({ granted, standing, requested });
        for (const list of [granted, listed])
          expect(given.every((one) => scopeCoverage(list)(one) !== undefined)).toBe(true);
        if (requested.length === 0) expect(given).toEqual(standing);
      } catch (error) {
        expect((error as OAuthError).code).toBe('invalid_scope');
      }
    }),
  );
});

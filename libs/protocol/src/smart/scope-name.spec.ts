import { includesScope, scopeName } from './scope-name.js';

const openidUri = 'http://openid.net/specs/openid-connect-core-1_0#';

describe('scopeName', () => {
  test.each([
    { scope: openidUri, expected: openidUri },
    {
      scope: `https://openid.net/specs/openid-connect-core-1_0#openid`,
      expected: 'https://openid.net/specs/openid-connect-core-1_0#openid',
    },
    { scope: `x${openidUri}openid`, expected: `x${openidUri}openid` },
    { scope: `${openidUri}openid`, expected: 'openid' },
    { scope: 'http://smarthealthit.org/fhir/scopes/launch/patient', expected: 'launch/patient' },
    { scope: 'openid', expected: 'openid' },
  ])('STD S13: $scope is $expected', ({ scope, expected }) => {
    expect(scopeName(scope)).toBe(expected);
  });
});

test('includesScope finds a scope in either spelling and no other', () => {
  const scopes = [`${openidUri}openid`, 'launch/patient'];

  expect(['openid', 'launch/patient', 'launch', 'profile'].map((name) => includesScope(scopes, name))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

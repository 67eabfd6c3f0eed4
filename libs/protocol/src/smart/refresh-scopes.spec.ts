import { DecisionTrace } from '../decision/decision-trace.js';
import { usableScopes, withoutOnlineAccess, withoutRefreshAccess } from './refresh-scopes.js';

describe('withoutOnlineAccess', () => {
  test.each(['online_access', 'http://smarthealthit.org/fhir/scopes/online_access'])(
    'STD F5: drops %s and says why',
    (value) => {
      const trace = new DecisionTrace();

      expect(withoutOnlineAccess(['openid', value, 'offline_access'], trace)).toEqual(['openid', 'offline_access']);
      expect(trace.list()).toEqual([
        { kind: 'scope', value, outcome: 'dropped', ruleId: 'scope.no-browser-session', source: 'grant' },
      ]);
    },
  );

  test('leaves everything else as it is', () => {
    const trace = new DecisionTrace();

    expect(withoutOnlineAccess(['openid', 'offline_access', 'online_accessory'], trace)).toEqual([
      'openid',
      'offline_access',
      'online_accessory',
    ]);
    expect(trace.list()).toEqual([]);
  });
});

describe('withoutRefreshAccess', () => {
  test('STD RFC6749-13: drops what asks for a refresh token', () => {
    const trace = new DecisionTrace();

    expect(withoutRefreshAccess(['online_access', 'openid', 'offline_access'], trace)).toEqual(['openid']);
    expect(trace.list().map(({ ruleId }) => ruleId)).toEqual(['scope.no-refresh-token', 'scope.no-refresh-token']);
  });
});

describe('usableScopes', () => {
  const asked = ['openid', 'offline_access', 'http://smarthealthit.org/fhir/scopes/online_access'];

  test('RFC6749-3.3, reference 4.1: promises no access that a client without REFRESH_TOKEN cannot get, and says why', () => {
    const trace = new DecisionTrace();

    expect(usableScopes({ allowedGrantTypes: ['AUTHORIZATION_CODE'] }, asked, trace)).toEqual(['openid']);
    expect(trace.list()).toEqual(
      asked.slice(1).map((value) => ({
        ...{ kind: 'scope', value, outcome: 'dropped', ruleId: 'scope.client-cannot-refresh', source: 'client' },
      })),
    );
  });

  test('leaves a client that may refresh what it asks for', () => {
    const trace = new DecisionTrace();

    expect(usableScopes({ allowedGrantTypes: ['REFRESH_TOKEN'] }, asked, trace)).toEqual(asked);
    expect(trace.list()).toEqual([]);
  });
});

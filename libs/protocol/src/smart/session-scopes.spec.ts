import { DecisionTrace } from '../decision/decision-trace.js';
import { withoutOnlineAccess } from './session-scopes.js';

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

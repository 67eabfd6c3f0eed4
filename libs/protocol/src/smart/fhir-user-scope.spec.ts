import { DecisionTrace } from '../decision/decision-trace.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { scopesAbout } from './fhir-user-scope.js';

const nobody = {};
const patient = { fhirUserUrl: 'https://fhir.example/Patient/123' };

describe('scopesAbout', () => {
  test.each([
    {
      name: 'a person with a FHIR resource',
      person: patient,
      scopes: ['openid', 'fhirUser'],
      left: ['openid', 'fhirUser'],
    },
    {
      name: 'STD U3: a person without one',
      person: nobody,
      scopes: ['openid', 'fhirUser', 'profile'],
      left: ['openid', 'profile'],
    },
    {
      name: 'scopes that only look alike',
      person: nobody,
      scopes: ['fhiruser', 'fhirUser2'],
      left: ['fhiruser', 'fhirUser2'],
    },
    { name: 'no scopes at all', person: nobody, scopes: [], left: [] },
  ])('$name', ({ person, scopes, left }) => {
    expect(scopesAbout(person, scopes, new DecisionTrace())).toEqual(left);
  });

  test('the trace says why fhirUser was not granted', () => {
    const trace = new DecisionTrace();
    scopesAbout(nobody, ['openid', 'fhirUser'], trace);

    expect(trace.list()).toMatchObject([{ value: 'fhirUser', outcome: 'dropped', ruleId: 'scope.no-fhir-user' }]);
  });

  test('STD U3: a request for nothing else is refused', () => {
    const asked = (): unknown => scopesAbout(nobody, ['fhirUser'], new DecisionTrace());

    expect(asked).toThrow(OAuthError);
    expect(asked).toThrow(expect.objectContaining({ code: 'invalid_scope' }) as Error);
  });
});

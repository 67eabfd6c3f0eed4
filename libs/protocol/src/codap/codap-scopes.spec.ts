import { DecisionTrace } from '../decision/decision-trace.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { codapScopes } from './codap-scopes.js';

const client = { scopes: ['patient/*.rs', 'user/*.cruds', 'openid', 'offline_access'] };

function outcomeOf(asked: string, narrowed?: string, strict = false): string {
  const trace = new DecisionTrace();
  const more = narrowed === undefined ? {} : { narrowed: narrowed.split(' ') };
  try {
    return codapScopes({ asked: asked.split(' '), client, trace, strict, ...more }).join(' ');
  } catch (error) {
    return error instanceof OAuthError ? error.code : String(error);
  }
}

test.each([
  { name: 'what the client has too', asked: 'patient/*.rs system/*.rs', expected: 'patient/*.rs' },
  { name: 'V-30: in the width of the JWT', asked: 'user/Observation.rs', expected: 'user/Observation.rs' },
  { name: 'nothing that promises a refresh token', asked: 'patient/*.rs offline_access', expected: 'patient/*.rs' },
  {
    name: 'less where scope says so',
    asked: 'patient/*.rs openid',
    narrowed: 'patient/Observation.r',
    expected: 'patient/Observation.r',
  },
  {
    name: 'V-30: nothing beyond the JWT',
    asked: 'patient/Observation.rs',
    narrowed: 'patient/*.rs',
    expected: 'invalid_scope',
  },
  {
    name: 'V-30: nothing that only the client has',
    asked: 'patient/*.rs',
    narrowed: 'openid',
    expected: 'invalid_scope',
  },
  { name: 'an error where nothing is left', asked: 'system/*.rs', expected: 'invalid_scope' },
  { name: 'an error where only a refresh token was asked for', asked: 'offline_access', expected: 'invalid_scope' },
  {
    name: 'ruling 39: an error where the module is strict',
    asked: 'patient/*.rs system/*.rs',
    strict: true,
    expected: 'invalid_scope',
  },
])('STD CO5: grants $name', ({ asked, narrowed, strict, expected }) => {
  expect(outcomeOf(asked, narrowed, strict)).toBe(expected);
});

import { secretsAmong } from './run-secrets.js';

test.each([
  ['JS_CLIENT_SECRET', 'of-the-hospital', ['of-the-hospital']],
  ['JS_API_KEY', ' of-the-hospital\n', ['of-the-hospital']],
  ['JS_DB_PW', 'of-the-hospital', ['of-the-hospital']],
  ['JS_TOKEN_URL', 'https://a.example/token', []],
  ['JS_API_KEY_ID', 'seven', []],
  ['JS_WARD', 'B7', []],
  ['JS_SERVICE', 'https://user:pa55@a.example/', ['user:pa55', 'pa55']],
  ['JS_X', 'a8Kd93hfPWm2c8Vbq0Zx1Yt4', ['a8Kd93hfPWm2c8Vbq0Zx1Yt4', 'a8Kd93hfPWm2c8Vbq0Zx1Yt4']],
])('R-20: of %s=%s these are secrets: %j', (name, value, secrets) => {
  expect(secretsAmong({ [name]: value })).toEqual(secrets);
});

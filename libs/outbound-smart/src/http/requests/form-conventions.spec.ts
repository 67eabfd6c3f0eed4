import { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OAuthError } from '#protocol/oauth2/oauth-error';
import { formConventions } from './form-conventions.js';
import { inOwnWords } from './in-own-words.js';

type Form = keyof typeof formConventions;
const words = (form: Form, sent: string): FormParameters =>
  FormParameters.parse(inOwnWords(sent, formConventions[form]));
const fields = (form: Form, sent: string): Readonly<Record<string, unknown>> => {
  const read = words(form, sent);
  read.assertWellFormed();
  return Object.fromEntries(read.names().map((name) => [name, read.get(name)]));
};

function scopesSaid(said: Readonly<Record<string, boolean>>): Record<string, string> {
  return Object.fromEntries(Object.entries(said).map(([scope, isTicked]) => [`scope.${scope}`, String(isTicked)]));
}

test.each<[Form, string, Record<string, string>]>([
  ['signIn', 'username=a&password=p', { username: 'a', password: 'p' }],
  ['signIn', 'j_username=a%40b&j_password=p%26q', { username: 'a@b', password: 'p&q' }],
  ['signIn', 'email=a&password=p', { username: 'a', password: 'p' }],
  ['signIn', 'username=a&email=b', { username: 'a', email: 'b' }],
  ['signIn', 'username=a%40b&j_username=a@b', { username: 'a@b' }],
  ['signIn', 'username=&j_username=a', { username: 'a' }],
  ['secondFactor', 'otp=123456', { code: '123456' }],
  ['secondFactor', 'totp=1&code=1', { code: '1' }],
  ['approval', 'user_oauth_approval=true&scope.a=true', { user_oauth_approval: 'true', 'scope.a': 'true' }],
  ['approval', 'scope=a&scope=b&approve=Allow', { 'scope.a': 'true', 'scope.b': 'true', user_oauth_approval: 'true' }],
  ['approval', 'scope_a%2F*.rs=a%2F*.rs&authorize=Authorize', { 'scope.a/*.rs': 'true', user_oauth_approval: 'true' }],
  ['approval', 'scope=a+b&user_oauth_approval=true', { user_oauth_approval: 'true' }],
  ['approval', 'action=deny', { user_oauth_approval: 'false' }],
  ['approval', 'action=approve&scope=a', { 'scope.a': 'true', user_oauth_approval: 'true' }],
  ['approval', 'deny=Deny', { user_oauth_approval: 'false' }],
  ['approval', 'approve=false', { user_oauth_approval: 'false' }],
  ['approval', 'deny=false', {}],
  ['approval', 'user_oauth_approval=true&deny=Deny', { user_oauth_approval: 'false' }],
  ['approval', 'user_oauth_approval=true&action=deny', { user_oauth_approval: 'false' }],
  ['approval', 'deny=false&user_oauth_approval=true', { user_oauth_approval: 'true' }],
  ['approval', 'scope.a=on&scope.b=b&scope.c=no&scope_d=true', scopesSaid({ a: true, b: true, c: false, d: true })],
  ['approval', 'scope.a=true&scope_a=a&scope=a', scopesSaid({ a: true })],
  ['terms', 'decision=agree&reject=1', { decision: 'reject' }],
  ['terms', 'accept=Yes&tosVersion=1', { decision: 'agree', version: '1' }],
  ['terms', 'action=decline', { decision: 'reject' }],
  ['context', 'context=Patient%2F1&action=choose', { choice: 'Patient/1', action: 'choose' }],
  ['registrationStep1', 'firstName=A&lastName=B', { given_name: 'A', family_name: 'B' }],
  ['forgotPasswordStep3', 'password=x&confirmPassword=x', { new_password: 'x', repeated_password: 'x' }],
])('skins 1.4: %s understands %s', (form, sent, expected) => {
  expect(fields(form, sent)).toEqual(expected);
});

test.each<[Form, string, string]>([
  ['signIn', 'username=a&j_username=b', 'username and j_username'],
  ['signIn', 'password=a&j_password=b', 'password and j_password'],
  ['signIn', 'username=&j_username=a&j_username=b', 'j_username was sent more than once'],
  ['signIn', 'username=a&username=a', 'username was sent more than once'],
  ['secondFactor', 'code=1&otp=2', 'code and otp'],
  ['secondFactor', 'totp=1&otp=2', 'totp and otp'],
  ['approval', 'user_oauth_approval=false&approve=1', 'user_oauth_approval and approve'],
  ['approval', 'approve=1&deny=1', 'approve and deny'],
  ['approval', 'action=approve&deny=1', 'action and deny'],
  ['approval', 'scope.a=false&scope=a', 'scope.a and scope;'],
  ['approval', 'scope.a=true&scope_a=no', 'scope.a and scope_a'],
  ['approval', 'scope.a=false&scope.a=true', 'scope.a was sent more than once'],
  ['terms', 'agree=1&decline=1', 'agree and decline'],
])('skins 1.4: contradictions are refused and named: %s, %s', (form, sent, named) => {
  expect(() => fields(form, sent)).toThrow(
    expect.objectContaining({ description: expect.stringContaining(named) as string }) as OAuthError,
  );
});

test('what is malformed stays so, and what is unknown stays as it was', () => {
  expect(inOwnWords('a=%&b=1&_csrf=x&username', formConventions.signIn)).toBe('a=%&b=1&_csrf=x&username');
});

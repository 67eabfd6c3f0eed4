import { fieldsOf, type PostedForm } from './unknown-posts.js';

const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
const form = (body: unknown, changes: object = {}): PostedForm => ({
  ...{ method: 'POST', body },
  headers: { ...headers, ...changes },
});

test.each([
  ['names', 'user=amelia&pass-word=Canary-9&a.b=1&_csrf=x', ['user', 'pass-word', 'a.b', '_csrf']],
  ['no name twice', 'user=1&user=2', ['user']],
  ['no word without a value, which may be a password', 'Canary-9&user=1', ['user']],
  ['nothing that is no name', '{"password":"Canary=9"}&user=1&Canary%209=1&9canary=1', ['user']],
  ['no name that is long', `${'canary'.repeat(10)}=1`, []],
  ['twenty of them', Array.from({ length: 40 }, (_, at) => `f${String(at)}=1`).join('&'), { length: 20 }],
  ['nothing of more than a form has', Array.from({ length: 200 }, (_, at) => `f${String(at)}=1`).join('&'), []],
])('V-102: of a form are told: %s', (_what, body, expected) => {
  expect(fieldsOf(form(body))).toMatchObject(expected);
});

test.each([
  ['of another page', form('a=b', { 'sec-fetch-site': 'cross-site' })],
  ['of no browser', form('a=b', { 'sec-fetch-site': undefined })],
  ['that is JSON', form('{}', { 'content-type': 'application/json' })],
  ['without a body', form(undefined)],
  ['that is no post', { ...form('a=b'), method: 'GET' }],
])('nothing is told of a request %s', (_what, request) => {
  expect(fieldsOf(request)).toBeUndefined();
});

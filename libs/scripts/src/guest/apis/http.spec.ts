import { scriptGuest, type ScriptGuest } from '../../../../../test/support/script-guest.js';
import type { HttpResult } from './http-request.js';

let guest: ScriptGuest;
let asked: unknown[] = [];
let result: HttpResult;
beforeAll(async () => {
  guest = await scriptGuest((operation, payload) => {
    asked.push([operation, payload]);
    return result;
  });
});
beforeEach(() => {
  asked = [];
  result = { status: 200, headers: { 'content-type': 'application/json', 'x-a': 'b' }, text: '{"patient":"555"}' };
});

const ADDRESS = 'https://context.example:8443/launch/1?secret=2';

test.each([
  { source: `Http.get('${ADDRESS}').execute()`, request: { method: 'GET', headers: {} } },
  {
    source: `const post = Http.post('${ADDRESS}'); post.setContentType('text/plain'); post.setContentString('a'); post.execute()`,
    request: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'a' },
  },
  {
    source: `Http.put('${ADDRESS}').addRequestHeader('X-A', 1).addHeader('x-a', 'b').setContentJson({ c: [1] }).execute()`,
    request: { method: 'PUT', headers: { 'x-a': '1, b', 'content-type': 'application/json' }, body: '{"c":[1]}' },
  },
  {
    source: `Http.patch('${ADDRESS}').setHeader('X-A', 'a').setHeader('x-a', 'b').setUserAgent('u').setAccept('c/d').setRequestBody('e').execute()`,
    request: { method: 'PATCH', headers: { 'x-a': 'b', 'user-agent': 'u', accept: 'c/d' }, body: 'e' },
  },
  {
    source: `Http.delete('${ADDRESS}').setConnectTimeoutMillis(10).setSocketTimeout(9).setReadTimeout(9).execute()`,
    request: { method: 'DELETE', headers: {} },
  },
  { source: `Http.head('${ADDRESS}').setContentString(null).execute()`, request: { method: 'HEAD', headers: {} } },
  {
    source: `Http.get('${ADDRESS}').setHeader('__proto__', 'a').execute()`,
    request: { method: 'GET', headers: Object.fromEntries([['__proto__', 'a']]) },
  },
])('$source', ({ source, request }) => {
  expect(guest.lines(source)).toEqual([]);
  expect(asked).toEqual([['http', { url: ADDRESS, ...request }]]);
});

test('an answer is read by method and as property', () => {
  const source = `
    const get = Http.get('${ADDRESS}');
    get.execute();
    Log.info(get.isSuccess(), get.success, get.getFailureMessage(), get.failureMessage);
    Log.info(get.getResponseStatus(), get.getStatusCode(), get.statusCode, get.status, get.responseStatus);
    Log.info(get.getResponseHeader('X-A'), get.getResponseHeader('x-b'), get.responseHeaders['x-a']);
    Log.info(get.getResponseString(), get.asString());
    Log.info(get.parseResponseAsJson().patient, get.getResponseAsJson().patient);`;

  expect(guest.lines(source)).toEqual([
    'true true null null',
    '200 200 200 200 200',
    'b null b',
    '{"patient":"555"} {"patient":"555"}',
    '555 555',
  ]);
});

test.each<{ name: string; result: HttpResult; expected: readonly string[] }>([
  {
    name: 'a refusal',
    result: { failure: 'Add it.' },
    expected: ['false Add it. null null', 'thrown: Add it.'],
  },
  {
    name: 'a failing status, whose address is not told in full',
    result: { status: 404, headers: {}, text: 'gone' },
    expected: [
      'false context.example:8443 answered GET with status 404. 404 gone',
      'thrown: The answer of context.example:8443 is not JSON.',
    ],
  },
])('execute() does not throw for $name', ({ result: answer, expected }) => {
  result = answer;
  const source = `
    const get = Http.get('${ADDRESS}').execute();
    Log.info(get.isSuccess(), get.getFailureMessage(), get.getResponseStatus(), get.getResponseString());
    try { get.parseResponseAsJson(); } catch (e) { Log.info('thrown: ' + e.message); }`;

  expect(guest.lines(source)).toEqual(expected);
});

test('a request that was not sent says so', () => {
  const source = `
    const get = Http.get('${ADDRESS}');
    Log.info(get.isSuccess(), get.getFailureMessage());
    get.parseResponseAsJson();`;

  expect(guest.lines(source)).toEqual([
    'false The request was not sent: call execute() first.',
    'load: The request was not sent: call execute() first.',
  ]);
});

test('what a script does to the globals does not change what is sent', () => {
  const source = `JSON.stringify = () => '{}'; String = () => 'x'; Http.post('${ADDRESS}').setContentJson({ a: 1 }).execute()`;
  guest.lines(source);

  expect(asked).toMatchObject([['http', { method: 'POST', body: '{"a":1}' }]]);
});

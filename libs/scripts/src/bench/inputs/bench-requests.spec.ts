import { readReplayRequest, readRunRequest } from './bench-requests.js';

const run = { function: 'getUserName', script: { text: '' }, sample: 'user-mapping' };
const replay = { function: 'getUserName', moduleId: 'smart_auth', new: { id: 'mapping', version: 2 } };

test('takes what says one input and one script', () => {
  expect(readRunRequest(run)).toEqual({ kind: 'read', request: run });
  expect(readReplayRequest(replay)).toEqual({ kind: 'read', request: replay });
});

test.each([
  ['no object', 'x', ['']],
  ['a function that is not there', { ...run, function: 'eval' }, ['function']],
  ['a member that is not there', { ...run, sources: [] }, ['']],
  ['such a member of a script', { ...run, script: { text: '', code: '' } }, ['script']],
  ['two inputs', { ...run, input: {} }, ['input']],
  ['no input', { ...run, sample: undefined }, ['sample']],
  ['recorded calls of no recording', { ...run, calls: 'recorded' }, ['calls']],
  ['live calls of no module', { ...run, calls: 'live' }, ['moduleId']],
  ['no script and no module', { function: 'getUserName', sample: 'user-mapping' }, ['moduleId']],
  ['two scripts', { ...run, script: { text: '', id: 'a' } }, ['script']],
  ['a text and a server', { ...run, script: { text: '', issuer: 'https://a.example' } }, ['script']],
  ['a server of no module', { ...run, script: { issuer: 'https://a.example' } }, ['moduleId']],
  ['a version of a text', { ...run, script: { text: '', version: 1 } }, ['script.version']],
])('refuses a run with %s', (_what, body, fields) => {
  const read = readRunRequest(body);

  expect(read).toMatchObject({ kind: 'refused', problems: fields.map((field) => ({ field })) });
});

test.each([
  ['no module', { ...replay, moduleId: undefined }, ['moduleId']],
  ['too many sessions', { ...replay, last: 101 }, ['last']],
  ['no session', { ...replay, last: 0 }, ['last']],
])('refuses a replay with %s', (_what, body, fields) => {
  expect(readReplayRequest(body)).toMatchObject({ kind: 'refused', problems: fields.map((field) => ({ field })) });
});

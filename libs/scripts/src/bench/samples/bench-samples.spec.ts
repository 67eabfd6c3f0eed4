import { readCodapClaims } from '#protocol/codap/codap-claims';
import type { CodapCall } from '../../codap-script.port.js';
import { benchFunctionNames } from '../../script-bench.port.js';
import { callShapes } from '../inputs/call-shapes.js';
import { benchSamples } from './bench-samples.js';

test('there is a sample of every function, each with an id of its own', () => {
  expect(new Set(benchSamples.map(({ functionName }) => functionName))).toEqual(new Set(benchFunctionNames));
  expect(new Set(benchSamples.map(({ id }) => id)).size).toBe(benchSamples.length);
});

test.each(benchSamples.map((sample) => [sample.id, sample] as const))(
  '%s is what the function may be called with, also when it comes back as JSON',
  (_id, { functionName, input }) => {
    expect(callShapes[functionName](JSON.parse(JSON.stringify(input)), '')).toEqual([]);
  },
);

test('product reference 18.1: the CODAP request is one that the grant takes', () => {
  const call = benchSamples.find(({ id }) => id === 'codap-request')?.input as unknown as CodapCall;
  const { authorizationToken, authenticationToken, requestedRecord, requestingPractitioner } = call;
  const { aud, iat } = authorizationToken.claims;
  const terms = { audiences: [aud as string], now: iat as number };
  const read = readCodapClaims(authorizationToken.claims, authenticationToken.claims, terms);

  expect(read).toMatchObject({ requestedRecord, requestingPractitioner });
});

test('ruling 11: grant types are called what scripts know them by', () => {
  const known = ['authorization_code', 'implicit', 'password', 'client_credentials', 'refresh', 'jwt_bearer'];
  const named = benchSamples.flatMap(({ input }) => input['grantType'] ?? []);

  expect(named.filter((name) => !known.includes(name as string))).toEqual([]);
  expect(named).toEqual(expect.arrayContaining(['refresh', 'jwt_bearer']));
});

test.each(['refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer'])(
  'ruling 11: no grant type is called %s',
  (grantType) => {
    const sample = benchSamples.find(({ id }) => id === 'refresh');

    expect(callShapes.onTokenGenerating({ ...sample?.input, grantType }, '')).toMatchObject([{ field: 'grantType' }]);
  },
);

test.each([
  ['nothing', null, ['']],
  ['what is missing', {}, ['userInfo', 'server']],
  ['what is not known, without its name (V-85)', { userInfo: {}, server: {}, secret: 1 }, ['']],
  ['what is something else', { userInfo: [], server: 'x' }, ['userInfo', 'server']],
])('of input is refused %s', (_what, input, fields) => {
  expect(callShapes.getUserName(input, '').map(({ field }) => field)).toEqual(fields);
});

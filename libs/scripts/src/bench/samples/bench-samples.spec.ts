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

test.each([
  ['nothing', null, ['']],
  ['what is missing', {}, ['userInfo', 'server']],
  ['what is not known, without its name (V-85)', { userInfo: {}, server: {}, secret: 1 }, ['']],
  ['what is something else', { userInfo: [], server: 'x' }, ['userInfo', 'server']],
])('of input is refused %s', (_what, input, fields) => {
  expect(callShapes.getUserName(input, '').map(({ field }) => field)).toEqual(fields);
});

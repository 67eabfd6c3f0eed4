import { scriptGuest, type ScriptGuest } from '../../../../../test/support/script-guest.js';

let guest: ScriptGuest;
beforeAll(async () => {
  guest = await scriptGuest();
});

test.each([
  { source: "Log.info('plain')", expected: ['plain'] },
  { source: "Log.info('x {} and {}', 1, { a: 2 })", expected: ['x 1 and {"a":2}'] },
  { source: "Log.warn('x {}', 1, 2, 'three')", expected: ['x 1 2 three'] },
  { source: "Log.warn('x {} {}', 1)", expected: ['x 1 {}'] },
  { source: "Log.info('{}', '$&')", expected: ['$&'] },
  { source: "Log.error('failed', new Error('why'))", expected: ['failed Error: why'] },
  {
    source: "println('a'); print('b'); console.log('c'); console.error('d'); Log.trace('e')",
    expected: ['a', 'b', 'c', 'd', 'e'],
  },
  { source: 'const { info } = Log; info(undefined, null)', expected: ['undefined null'] },
  { source: 'const a = {}; a.a = a; Log.info(a)', expected: ['a value that cannot be shown'] },
  { source: 'Log = { info: () => undefined }; Log.info(1); console.log(2)', expected: ['2'] },
])('$source', ({ source, expected }) => {
  expect(guest.lines(source)).toEqual(expected);
});

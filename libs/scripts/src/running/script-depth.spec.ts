import { behindScripts, scriptDepth, withDepth } from './script-depth.js';

test.each([
  { said: undefined, depth: 0 },
  { said: '2', depth: 2 },
  { said: '999', depth: 999 },
  { said: '-1', depth: 0 },
  { said: '1, 2', depth: 0 },
  { said: '9'.repeat(50), depth: 0 },
])('a request that says $said has $depth scripts behind it', async ({ said, depth }) => {
  const known = await new Promise<number>((resolve) => {
    behindScripts(said, () => void Promise.resolve().then(() => resolve(scriptDepth())));
  });

  expect([known, scriptDepth()]).toEqual([depth, 0]);
});

test('a script says nothing else in place of it', () => {
  expect(withDepth({ Accept: '*/*', 'Gatehouse-Script-Depth': '0' }, 2)).toEqual({
    Accept: '*/*',
    'gatehouse-script-depth': '3',
  });
});

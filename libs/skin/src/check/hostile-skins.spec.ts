import { hostileRun } from '../../../../test/support/hostile-skins/hostile-run.js';

/** The same ones each time; the long run has ten thousand others. */
const SEED = 28;

test('G-28, V-79, V-80, V-81, V-94, V-95: 300 hostile archives and templates are refused or rendered inert, and leave nothing behind', async () => {
  const { faults, files } = await hostileRun(300, SEED);

  expect(faults).toEqual([]);
  expect(files).toEqual([]);
});

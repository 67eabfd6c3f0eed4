// `npm test`: everything but the long suites. `npm test -- e2e browser` runs only those Jest projects.
import { build } from './lib/build.mjs';
import { check, timed } from './lib/check-steps.mjs';
import { main } from './lib/fail.mjs';
import { setup } from './lib/setup.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const projects = process.argv.slice(2);

/** Tests of which each spends a fifth of its time on browsers, databases and clocks: a worker more than there are cores uses it. */
const waits = (project) => ['e2e', 'browser', 'cluster'].includes(project);

await main(async () => {
  const tools = await setup();
  await ensureSystemPackages();
  if (projects.length === 0) await check(tools);
  await build(tools);
  // Tests that measure time get the machine for themselves.
  const groups =
    projects.length > 0 ? [projects] : [['architecture', 'conformance', 'e2e', 'browser', 'cluster'], ['measuring']];
  for (const group of groups) {
    const step = `Tests (${group.join(', ')})`;
    const options = ['--passWithNoTests', ...(group.some(waits) ? ['--maxWorkers=3'] : [])];
    await timed(step, () => tools.tool(step, 'jest', ...options, '--selectProjects', ...group));
  }
  console.log('[gatehouse] All tests passed');
});

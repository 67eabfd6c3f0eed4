import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { runOrFail } from './run.mjs';
import { commandOf } from './tools.mjs';

const shipped = ['apps', 'libs', 'ormconfig.ts'].filter((name) => existsSync(inRoot(name)));

// Both caches go by the files' contents. ESLint has none: what its rules find depends on the types of other files.
const prettierCache = ['--cache', '--cache-strategy', 'content', '--cache-location', '.runtime/prettier-cache'];

/** In the order in which a mistake is cheapest to see. */
const quickChecks = [
  [
    'Formatting (prettier; `npm run format` repairs it)',
    'prettier',
    '--check',
    '--log-level=warn',
    ...prettierCache,
    '.',
  ],
  ['Types (tsc)', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', '.runtime/tsc.tsbuildinfo'],
  ['Boundaries (dependency-cruiser)', 'depcruise', '--config', '.dependency-cruiser.cjs', ...shipped],
  ['Unit tests', 'jest', '--selectProjects', 'unit', '--passWithNoTests'],
];

/** Takes about as long as all the others. */
const lint = [['Lint (eslint)', 'eslint', '.']];

/** The fast gate: the checks in two lanes side by side. The first failure stops both. */
export async function check({ node, env }) {
  const stop = new AbortController();
  const options = { env, signal: stop.signal };
  const lane = async (steps) => {
    for (const [step, name, ...args] of steps)
      await timed(step, () => runOrFail(step, node, [...commandOf(name), ...args], options));
  };
  const lanes = [lint, quickChecks].map(lane);
  try {
    await Promise.all(lanes);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(lanes);
    throw error;
  }
}

/** Says what runs and how long it took, so that a slow gate is noticed. */
export async function timed(step, work) {
  const started = performance.now();
  console.log(`[gatehouse] ${step} …`);
  await work();
  console.log(`[gatehouse] ${step}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

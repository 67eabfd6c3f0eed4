import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';

const shipped = ['apps', 'libs', 'ormconfig.ts'].filter((name) => existsSync(inRoot(name)));

// Both caches go by the files' contents. ESLint has none: what its rules find depends on the types of other files.
const prettierCache = ['--cache', '--cache-strategy', 'content', '--cache-location', '.runtime/prettier-cache'];

/** The fast gate in the order in which a mistake is cheapest to see. */
export const staticChecks = [
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
  ['Lint (eslint)', 'eslint', '.'],
];

/** Runs the static checks, then the unit tests; stops at the first failure. */
export async function check({ tool }) {
  for (const [step, ...command] of staticChecks) await timed(step, () => tool(step, ...command));
  await timed('Unit tests', () => tool('Unit tests', 'jest', '--selectProjects', 'unit', '--passWithNoTests'));
}

/** Says what runs and how long it took, so that a slow gate is noticed. */
export async function timed(step, work) {
  const started = performance.now();
  console.log(`[gatehouse] ${step} …`);
  await work();
  console.log(`[gatehouse] ${step}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

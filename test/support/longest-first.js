// In which order Jest takes the test files.
import { existsSync } from 'node:fs';
import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Projects whose files take a minute; the others take seconds. */
const long = ['browser', 'cluster'];

/** Files that take ten seconds and more though they are small, and a fresh checkout knows nothing but their size. */
const longer = [
  'test/e2e/gatehouse-exchange.spec.ts',
  'test/security/single-use-matrix.spec.ts',
  'test/security/listener-limits.spec.ts',
  'test/security/admin-api-fuzz.spec.ts',
  'test/security/admin-api-matrix.spec.ts',
  'test/security/admin-api-access.spec.ts',
  'test/architecture/boundaries.spec.ts',
].map((file) => path.join(import.meta.dirname, '../..', file));

const gone = longer.filter((file) => !existsSync(file));
if (gone.length > 0)
  throw new Error(`test/support/longest-first.js names files that are not there: ${gone.join(', ')}`);

function place({ path: file, context }) {
  const project = long.indexOf(context.config.displayName.name);
  if (project >= 0) return project;
  return longer.includes(file) ? long.length : long.length + 1;
}

/** The files that take longest first: started last, one of them would leave the other workers idle. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
}

import { execFileSync } from 'node:child_process';

/** How many of Thymeleaf's own tests pass. */
export interface SuiteCounts {
  readonly applicable: number;
  readonly mustFail: number;
  readonly passed: number;
  readonly passedMustFail: number;
  readonly refused: number;
  readonly hung: number;
}

/** Runs Thymeleaf's own tests with an engine, as `npm run thymeleaf` does; undefined where they are not beside the project. */
export function suiteCounts(engine: 'gatehouse' | 'npm'): SuiteCounts | undefined {
  const args = ['--import', './test/support/typescript-hooks.js', 'test/thymeleaf/main.ts', '--engine', engine, '--json'];
  const said = execFileSync(process.execPath, args, { encoding: 'utf8' });
  return said.startsWith('{') ? (JSON.parse(said) as SuiteCounts) : undefined;
}

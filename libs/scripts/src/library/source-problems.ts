import { explainedFailure } from '../hints/explained-failure.js';
import { importPlace } from '../hints/syntax-hint.js';
import type { SourceProblem } from '../script-library.port.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { checkSource, type SourceCheck } from '../sandbox/source-check.js';

/** A problem in words, its place first. */
export function placed({ message, line, column }: SourceProblem): string {
  if (line === undefined) return message;
  return `line ${String(line)}${column === undefined ? '' : `, column ${String(column)}`}: ${message}`;
}

/**
 * Why a source cannot be loaded. Whether it is a module only the property of whoever runs it says: where that is not known either will do, and
 * the way that comes further tells what is wrong.
 */
export async function sourceProblems(
  sandbox: Sandbox,
  { fileName, source, isModule }: { readonly fileName: string; readonly source: string; readonly isModule?: boolean },
): Promise<readonly SourceProblem[]> {
  const check = (asModule: boolean): Promise<SourceCheck> =>
    checkSource(sandbox, { fileName, source, isModule: asModule });
  if (isModule !== undefined) return problemsOf(await check(isModule), source);
  const asScript = await check(false);
  if (asScript.kind !== 'fault') return problemsOf(asScript, source);
  const asModule = await check(true);
  return problemsOf(asModule.kind === 'fault' && !isFurther(asModule, asScript) ? asScript : asModule, source);
}

type Fault = Extract<SourceCheck, { kind: 'fault' }>;

/** A fault without a place was found when all had been read. */
function isFurther({ position: one }: Fault, { position: other }: Fault): boolean {
  if (one === undefined || other === undefined) return other !== undefined;
  return one.line > other.line || (one.line === other.line && (one.column ?? 0) > (other.column ?? 0));
}

function problemsOf(checked: SourceCheck, source: string): readonly SourceProblem[] {
  if (checked.kind === 'loads') return [];
  if (checked.kind === 'unknown') {
    const { message, isBusy } = checked;
    return [{ message: `could not be checked now: ${message}`, isUnsure: true, ...(isBusy && { isBusy }) }];
  }
  const { line, column } = checked.position ?? importPlace(checked.message, source) ?? {};
  const message = explainedFailure(checked.message, source, checked.position);
  return [{ message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) }];
}

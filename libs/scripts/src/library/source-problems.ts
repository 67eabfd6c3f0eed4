import type { SourceProblem } from '../script-library.port.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { checkSource, type SourceCheck } from '../sandbox/source-check.js';

/** A problem in words, its place first. */
export function placed({ message, line, column }: SourceProblem): string {
  if (line === undefined) return message;
  return `line ${String(line)}${column === undefined ? '' : `, column ${String(column)}`}: ${message}`;
}

/** What only an ES module may begin a line with. */
const MODULE_SYNTAX = /^\s*(?:export|import)\b/m;

/** Why a source cannot be loaded; whether as a module or not is the property of whoever runs it, unless it says so itself. */
export async function sourceProblems(
  sandbox: Sandbox,
  { fileName, source, isModule }: { readonly fileName: string; readonly source: string; readonly isModule?: boolean },
): Promise<readonly SourceProblem[]> {
  const check = (asModule: boolean): Promise<SourceCheck> =>
    checkSource(sandbox, { fileName, source, isModule: asModule });
  return problemsOf(await check(isModule ?? MODULE_SYNTAX.test(source)));
}

function problemsOf(checked: SourceCheck): readonly SourceProblem[] {
  if (checked.kind === 'loads') return [];
  if (checked.kind === 'unknown') return [{ message: `could not be checked now: ${checked.message}`, isUnsure: true }];
  const { line, column } = checked.position ?? {};
  return [{ message: checked.message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) }];
}

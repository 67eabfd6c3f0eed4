import type { FieldProblem } from '#protocol/json/json-fields';
import type { CommandContext } from '../command-context.js';
import { problemText } from './entry-text.js';

/** What was done and is not quite as it should be, on standard error. */
export function tellWarnings(warnings: readonly FieldProblem[], { terminal }: Pick<CommandContext, 'terminal'>): void {
  for (const warning of warnings) terminal.err(`Warning: ${problemText(warning)}\n`);
}

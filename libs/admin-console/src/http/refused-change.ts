import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/json/json-fields';
import { ConsoleError } from './console-error.js';

/** What is wrong, in sentences. */
export function sentencesOf(problems: readonly FieldProblem[]): string {
  return problems
    .map(({ field, problem, remedy }) => [`${field} ${problem}.`, remedy === '' ? '' : `${remedy}.`].join(' ').trim())
    .join(' ');
}

/** The error page of a change that is refused where no form could show it. */
export function refusalPage(refused: ChangeRefusal): ConsoleError {
  if ('problems' in refused) {
    const isForbidden = refused.kind === 'forbidden';
    const problems = sentencesOf(refused.problems);
    return new ConsoleError(
      isForbidden ? 403 : 422,
      problems,
      isForbidden ? { isRecorded: true, cause: problems } : {},
    );
  }
  if (refused.kind === 'stale')
    return new ConsoleError(409, 'Somebody else changed it meanwhile. Look at it again; nothing was changed by you.');
  return new ConsoleError(404, 'It is not here any more.');
}

/** @throws ConsoleError — it was refused */
export function assertDone(outcome: { readonly kind: string } | ChangeRefusal): void {
  if (['refused', 'forbidden', 'unknown', 'stale'].includes(outcome.kind)) throw refusalPage(outcome as ChangeRefusal);
}

import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/user/json-fields';
import { ApiError, type ApiMessage } from './api-error.js';

/**
 * The error that a refused change is answered with.
 * @param unknown says that there is no such thing, as in `No Keystore with id X`
 */
export function refusedChange(refusal: ChangeRefusal, unknown: string): ApiError {
  switch (refusal.kind) {
    case 'refused':
      return new ApiError(400, refusal.problems.map(messageOf));
    case 'forbidden':
      return new ApiError(403, refusal.problems.map(messageOf), { isRecorded: true, cause: causeOf(refusal.problems) });
    case 'unknown':
      return new ApiError(404, unknown);
    case 'stale':
      return new ApiError(412, 'Somebody else has changed it meanwhile; get it again and repeat the change.');
  }
}

function messageOf({ field, problem, remedy }: FieldProblem): ApiMessage {
  return { message: field === '' ? `The body ${problem}` : `${field} ${problem}`, field, remedy };
}

function causeOf(problems: readonly FieldProblem[]): string {
  return problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
}

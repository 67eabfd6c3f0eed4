import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { ApiMessageDto } from '../description/api-error.dto.js';
import { ApiError } from './api-error.js';

/** What was looked for. @throws ApiError 404 — there is nothing, as `unknown` says */
export function found<Thing>(thing: Thing | undefined, unknown: string): Thing {
  if (thing === undefined) throw new ApiError(404, unknown);
  return thing;
}

/** What was done, where it was not refused. @throws ApiError — it was */
export function settled<Done extends { readonly kind: string }>(
  outcome: Done | ChangeRefusal,
  unknown: string,
): Exclude<Done, ChangeRefusal> {
  if (isRefusal(outcome)) throw refusedChange(outcome, unknown);
  return outcome as Exclude<Done, ChangeRefusal>;
}

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

function isRefusal(outcome: { readonly kind: string }): outcome is ChangeRefusal {
  return ['refused', 'forbidden', 'unknown', 'stale'].includes(outcome.kind);
}

/** A problem with a field as a message of an answer. */
export function messageOf({ field, problem, remedy }: FieldProblem): ApiMessageDto {
  return { message: field === '' ? `The body ${problem}` : `${field} ${problem}`, field, remedy };
}

function causeOf(problems: readonly FieldProblem[]): string {
  return problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
}

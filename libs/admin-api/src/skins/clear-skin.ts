import type { UnclearSkin } from '#skin/skin-library.port';
import { ApiError } from '../http/api-error.js';
import { messageOf } from '../http/refused-change.js';

/** What was done with a skin that was named, where the name means one. @throws ApiError 404 it means none, 400 it means several */
export function clear<Done extends { readonly kind: string }>(outcome: Done | UnclearSkin): Exclude<Done, UnclearSkin> {
  if (isUnclear(outcome)) throw new ApiError(outcome.isAmbiguous ? 400 : 404, [messageOf(outcome.problem)]);
  return outcome as Exclude<Done, UnclearSkin>;
}

function isUnclear(outcome: { readonly kind: string }): outcome is UnclearSkin {
  return outcome.kind === 'unclear';
}

import { ApiError } from './api-error.js';

/** What was looked for. @throws ApiError 404 — there is nothing, as `unknown` says */
export function found<Thing>(thing: Thing | undefined, unknown: string): Thing {
  if (thing === undefined) throw new ApiError(404, unknown);
  return thing;
}

import { ApiError } from './api-error.js';

/** Entity tag of a version (RFC 9110 §8.8.3). */
export function entityTag(version: number): string {
  return `"${String(version)}"`;
}

/** No version has this number: whoever names another tag than ours has seen something else. */
const NEVER = -1;

/**
 * The version that `If-Match` names; undefined where there is no such header or any version will do.
 * @throws ApiError 400 — more than one tag, or something that is none
 */
export function versionToMatch(values: readonly string[]): number | undefined {
  const [value, ...others] = values;
  if (value === undefined || value.trim() === '*') return undefined;
  // A weak tag never matches (RFC 9110 §13.1.1); some callers leave the quotation marks away.
  const [, tag] = /^\s*(?:"([^"]{0,40})"|\d{1,10}|W\/"[^"]{0,40}")\s*$/.exec(value) ?? [];
  if (others.length > 0 || !/^\s*(?:"[^"]{0,40}"|\d{1,10}|W\/"[^"]{0,40}")\s*$/.test(value))
    throw new ApiError(400, 'If-Match takes one entity tag: that of the answer the change is based on.');
  const digits = tag ?? value.trim();
  return /^\d{1,10}$/.test(digits) ? Number(digits) : NEVER;
}

/** Whether a caller who names these tags in `If-None-Match` has this version already (RFC 9110 §13.1.2). */
export function isKnownVersion(values: readonly string[], version: number): boolean {
  const tags = values.flatMap((value) => value.split(',')).map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(entityTag(version));
}

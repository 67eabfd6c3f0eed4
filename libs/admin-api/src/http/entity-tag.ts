import { ApiError } from './api-error.js';

/** Entity tag of a version (RFC 9110 §8.8.3). */
export function entityTag(version: number): string {
  return `"${String(version)}"`;
}

/** `entity-tag` of RFC 9110 §8.8.3, strong or weak. */
const TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
/** One of those that {@link entityTag} writes. */
const OURS = /^"([1-9]\d{0,9})"$/;

/**
 * The versions that `If-Match` names, of which any will do; undefined where there is no such header or it is `*`. Weak tags, and those of somebody
 * else, never match (RFC 9110 §13.1.1).
 * @throws ApiError 400 — neither `*` nor entity tags
 */
export function versionsToMatch(values: readonly string[]): readonly number[] | undefined {
  const text = values.join(',').trim();
  if (values.length === 0 || text === '*') return undefined;
  const tags = tagsIn(text);
  if (tags.length === 0) throw new ApiError(400, 'If-Match takes * or entity tags, quotation marks included.');
  return tags.flatMap((tag) => OURS.exec(tag)?.[1] ?? []).map(Number);
}

/** Whether a caller who names these tags in `If-None-Match` has this version already (RFC 9110 §13.1.2). */
export function isKnownVersion(values: readonly string[], version: number): boolean {
  const text = values.join(',').trim();
  return text === '*' || tagsIn(text).some((tag) => tag.replace(/^W\//, '') === entityTag(version));
}

/** The tags of a list, in which places may be empty (RFC 9110 §5.6.1.2); none where it is no such list. */
function tagsIn(text: string): readonly string[] {
  const isList = text
    .replaceAll(TAG, '""')
    .split(',')
    .every((part) => ['', '""'].includes(part.trim()));
  return isList ? (text.match(TAG) ?? []) : [];
}

import { textOf } from '../apis/text-of.js';
import { javaList, JavaList } from './java-list.js';
import { javaValue } from './java-value.js';

/** Claims of a token as the host sends them. */
export type Claims = Readonly<Record<string, unknown>>;

/** Lists and maps in it work as Java's, too; null where there is none. */
export function claimOf(claims: Claims, name: unknown): unknown {
  return Object.hasOwn(claims, String(name)) ? javaValue(claims[String(name)]) : null;
}

/** As text; null where there is none, or where it is several. */
export function stringClaim(claims: Claims, name: unknown): string | null {
  const value = claimOf(claims, name);
  const [single = null, ...others] = (Array.isArray(value) ? value : [value]) as unknown[];
  return single === null || typeof single === 'object' || others.length > 0 ? null : textOf(single);
}

/** One text is a list of one; null where there is none, so that scripts can tell that from a list with nothing in it. */
export function stringArrayClaim(claims: Claims, name: unknown): JavaList<string> | null {
  const value = claimOf(claims, name);
  if (value === null) return null;
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return javaList(items.map((item) => (typeof item === 'object' ? JSON.stringify(item) : textOf(item))));
}

import * as uri from '../escaping/uri.js';
import { givenText, madeText, textOrNull } from './given.js';
import type { Methods } from './over-items.js';
import type { UtilityMethod, UtilityObject } from './utility.js';

const on =
  (change: (text: string, charset?: string) => string): UtilityMethod =>
  (scope, target, ...given) => {
    const text = textOrNull(target, scope);
    if (text === null) return null;
    return madeText(given.length === 0 ? change(text) : change(text, givenText(given[0], scope)), scope);
  };

/** `#uris`. */
export const uris: UtilityObject = new Map(
  Object.entries({
    ...{ escapePath: on(uri.escapePath), unescapePath: on(uri.unescapePath) },
    ...{ escapePathSegment: on(uri.escapePathSegment), unescapePathSegment: on(uri.unescapePathSegment) },
    ...{ escapeFragmentId: on(uri.escapeFragment), unescapeFragmentId: on(uri.unescapeFragment) },
    ...{ escapeQueryParam: on(uri.escapeQueryParameter), unescapeQueryParam: on(uri.unescapeQueryParameter) },
  } satisfies Methods),
);

import { parseInner } from './parse-inner.js';
import { parseStandard } from './parse-standard.js';
import type { Grammar } from './parsing.js';

/** Both languages, each of which stands inside the other. */
export const grammar: Grammar = { standard: parseStandard, inner: parseInner };

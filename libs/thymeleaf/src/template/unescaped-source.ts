import { unescapeJavaScript } from '../escaping/javascript.js';
import { unescapeHtml } from '../escaping/unescape-html.js';
import type { InlineMode } from './inlining.js';

/** What an expression is once the escapes of its surroundings are resolved. */
export function unescapedSource(source: string, mode: InlineMode): string {
  if (mode === 'javascript') return unescapeJavaScript(source);
  return mode === 'css' ? source : unescapeHtml(source);
}

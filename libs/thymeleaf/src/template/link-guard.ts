import { unescapeHtml } from '../escaping/unescape-html.js';
import type { Environment } from '../scope.js';

/** Attributes whose value a browser goes to or loads. */
const linkAttributes: ReadonlySet<string> = new Set([
  ...[
    'href',
    'src',
    'action',
    'formaction',
    'xlink:href',
    'data',
    'poster',
    'background',
    'codebase',
    'ping',
    'manifest',
  ],
]);

const harmlessSchemes: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel']);

/** The value of an attribute that depends on data; `#` in place of an address of a scheme that could run something. */
export function guardedLink(lowerName: string, text: string, environment: Environment): string {
  if (!linkAttributes.has(lowerName) || environment.anyLinks === true) return text;
  const scheme = schemeOf(unescapeHtml(text));
  if (scheme === undefined || harmlessSchemes.has(scheme)) return text;
  environment.notice(
    `An address of the attribute ${lowerName} begins with another scheme than http, https, mailto or tel: it became #.`,
  );
  return '#';
}

/** As browsers find it: without control characters and blanks, in lower case. Undefined for a relative address. */
function schemeOf(address: string): string | undefined {
  let scheme = '';
  for (const char of address) {
    if (char === ':') return scheme;
    if (char === '/' || char === '?' || char === '#' || char === '\\') return undefined;
    if (char > ' ') scheme += char.toLowerCase();
  }
  return undefined;
}

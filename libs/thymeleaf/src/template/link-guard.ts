import { unescapeHtml } from '../escaping/unescape-html.js';
import type { Environment } from '../scope.js';
import type { TemplatePlace } from '../template-error.js';

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

/** What an animation of SVG puts in the place of a value, which may be that of a link. */
const animatedValues: ReadonlySet<string> = new Set(['to', 'from', 'by', 'values']);

const runningSchemes: ReadonlySet<string> = new Set(['javascript', 'data', 'vbscript']);

const harmlessSchemes: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel']);

/** Of links that one follows: `otpauth` hands the key of a second factor to an authenticator app. */
const harmlessLinks: ReadonlySet<string> = new Set([...harmlessSchemes, 'otpauth']);

/** Whether the value of an attribute may be an address. */
export function mayLead(lowerName: string): boolean {
  return linkAttributes.has(lowerName) || animatedValues.has(lowerName) || lowerName === 'content';
}

/** An attribute that depends on data, and where a template says so. */
export interface GuardedAttribute {
  readonly lowerName: string;
  readonly place: TemplatePlace;
}

/** The value of an attribute that depends on data; `#` in place of an address of a scheme that could run something. */
export function guardedLink({ lowerName, place }: GuardedAttribute, text: string, environment: Environment): string {
  if (environment.anyLinks === true || leadsToHarmless(lowerName, text)) return text;
  environment.notice(
    `An address of the attribute ${lowerName} begins with another scheme than http, https, mailto, tel or (for href) otpauth: it became #.`,
    place,
  );
  return '#';
}

function leadsToHarmless(lowerName: string, text: string): boolean {
  if (lowerName === 'href') return isHarmless(schemeOf(unescapeHtml(text)), harmlessLinks);
  if (linkAttributes.has(lowerName)) return isHarmless(schemeOf(unescapeHtml(text)));
  if (lowerName === 'content') return isHarmless(schemeOf(refreshAddress(unescapeHtml(text))));
  if (!animatedValues.has(lowerName)) return true;
  return unescapeHtml(text)
    .split(';')
    .every((value) => !runningSchemes.has(schemeOf(value) ?? ''));
}

function isHarmless(scheme: string | undefined, harmless = harmlessSchemes): boolean {
  return scheme === undefined || harmless.has(scheme);
}

/** Where `0; url=…` of a meta element leads; '' for other contents, such as descriptions. */
function refreshAddress(content: string): string {
  const [delay = '', ...rest] = content.split(/[;,]/u);
  if (rest.length === 0 || !/^[\s\d.]*$/u.test(delay)) return '';
  const address = content.slice(delay.length + 1).trimStart();
  return address.replace(/^url\s*=\s*/iu, '').replace(/^['"]/u, '');
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

import { permissionsPolicy } from '../permissions-policy.js';
import type { StaticResource } from '../static/static-resources.js';
import type { EnteredPreview } from './preview-rooms.js';
import type { PreviewedPage } from './previewed-page.js';

/** What a request for a part of a preview is answered with. */
export interface PreviewAnswer {
  readonly status: 200 | 404 | 410 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/**
 * Beside what the page itself may: it has no origin, so that its scripts reach neither cookies nor the server, and its forms lead nowhere. Still never
 * framed (V-62).
 * @see CSP Level 3; HTML, sandboxing flags
 */
const SANDBOX =
  "sandbox allow-scripts; form-action 'none'; connect-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Nothing of a preview is kept, found by search engines, or told to others. */
const EPHEMERAL = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

const PLAIN = { ...EPHEMERAL, 'content-type': 'text/plain; charset=utf-8' };

/** A page; where it comes from is in a header. */
export function pageAnswer({ rendered, state, problem }: PreviewedPage): PreviewAnswer {
  const why = problem === undefined ? '' : `; problem=${quoted(problem)}`;
  const headers = {
    ...EPHEMERAL,
    'content-type': 'text/html; charset=utf-8',
    'content-language': rendered.language,
    'content-security-policy': `${rendered.contentSecurityPolicy}, ${SANDBOX}`,
    // A page without an origin that wants to be apart from others would be an error of the network to browsers (HTML, §7.4.5).
    'cross-origin-opener-policy': 'unsafe-none',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': permissionsPolicy(),
    'gatehouse-preview': state + why,
  };
  return { status: 200, headers, body: rendered.html };
}

/** A file, for pages that have no origin: to browsers they are strangers. */
export function fileAnswer({ body, mediaType }: StaticResource): PreviewAnswer {
  const headers = {
    ...EPHEMERAL,
    'content-type': mediaType,
    'x-content-type-options': 'nosniff',
    // An image opened by itself is a document, too: nothing in it may run.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
  };
  return { status: 200, headers, body };
}

/** Whoever has a token of ours is told what became of it; nobody else is told anything. */
export function refusalAnswer({ kind }: Exclude<EnteredPreview, { kind: 'ready' }>): PreviewAnswer {
  switch (kind) {
    case 'over':
      return { status: 410, headers: PLAIN, body: 'This preview is over. Ask for another one.\n' };
    case 'gone':
      return { status: 404, headers: PLAIN, body: 'This skin is not stored any more.\n' };
    case 'unreadable':
      return { status: 404, headers: PLAIN, body: 'This skin cannot be read any more. Install it again.\n' };
    case 'busy': {
      const headers = { ...PLAIN, 'retry-after': '5' };
      return { status: 503, headers, body: 'Other skins are being made ready. Try again in a moment.\n' };
    }
    default:
      return nothingThere();
  }
}

/** No such page or file. */
export function nothingThere(): PreviewAnswer {
  return { status: 404, headers: PLAIN, body: 'Not found\n' };
}

/** A string of a structured field (RFC 9651 §3.3.3), which has no signs beyond ASCII. */
function quoted(text: string): string {
  const ascii = text.slice(0, 500).replaceAll(/[^\x20-\x7e]/g, '?');
  return `"${ascii.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

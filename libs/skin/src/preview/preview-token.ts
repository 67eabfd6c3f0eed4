import { createHmac, type KeyObject } from 'node:crypto';
import { epochSeconds } from '#protocol/clock';
import { equalInConstantTime } from '#protocol/constant-time';
import { isStockFlavour, type StockFlavour } from '../skin-pages/stock-pages.js';

/** What may be looked at with the address of a preview. */
export interface PreviewGrant {
  /** The outbound module whose pages they would be. */
  readonly moduleId: string;
  /** Of the skin, hex. */
  readonly sha256: string;
  readonly flavour: StockFlavour;
  /** BCP 47; absent: the language that the module falls back to. */
  readonly language?: string;
  /** Whole seconds. */
  readonly expires: Date;
}

/** What a token is worth: a grant, one that is over, or nothing. */
export type ReadPreview = { readonly kind: 'good'; readonly grant: PreviewGrant } | { readonly kind: 'over' | 'none' };

/** Characters of the longest token: a module's name is the only part of it without a length of its own. */
const LONGEST = 1_000;

/**
 * The part of an address by which the pages of a skin may be looked at: it says what and until when, with a MAC over the very text, so that nothing is
 * kept of it and every process knows it.
 * @param key 32 bytes that only the server has
 */
export function previewToken(key: KeyObject, grant: PreviewGrant): string {
  const { moduleId, sha256, flavour, language = '', expires } = grant;
  const said = [moduleId, sha256, flavour, language, epochSeconds(expires)];
  const payload = Buffer.from(JSON.stringify(said), 'utf8').toString('base64url');
  return `${payload}.${macOf(key, payload)}`;
}

/** What we said in a token; nothing where another did. */
export function readPreviewToken(key: KeyObject, token: string, now: Date): ReadPreview {
  const [payload = '', mac = '', ...more] = token.slice(0, LONGEST + 1).split('.');
  const isOurs = token.length <= LONGEST && more.length === 0 && equalInConstantTime(mac, macOf(key, payload));
  const grant = isOurs ? grantIn(payload) : undefined;
  if (grant === undefined) return { kind: 'none' };
  return now < grant.expires ? { kind: 'good', grant } : { kind: 'over' };
}

/** Only of what bears our MAC; a server of another version may have said other things. */
function grantIn(payload: string): PreviewGrant | undefined {
  const said: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!Array.isArray(said) || said.length !== 5) return undefined;
  const [moduleId, sha256, flavour, language, seconds] = said as readonly unknown[];
  const isText = typeof moduleId === 'string' && typeof sha256 === 'string' && typeof language === 'string';
  if (!isText || !isStockFlavour(flavour) || typeof seconds !== 'number') return undefined;
  const expires = new Date(seconds * 1_000);
  return { moduleId, sha256, flavour, expires, ...(language !== '' && { language }) };
}

function macOf(key: KeyObject, payload: string): string {
  return createHmac('sha256', key).update(payload, 'utf8').digest('base64url');
}

import { sha256Base64Url } from '#protocol/hash';
import { brandBundleProblem, type BrandIdentifier } from '#protocol/smart/user-access-brands';

/** The brands an instance publishes: how its organisation presents itself to people who look for it in apps. */
export interface PublishedBrands {
  /** The bundle as FHIR JSON. */
  readonly json: string;
  /** Weak entity tag of the bundle (STD BR1). */
  readonly etag: string;
  /** Which of several brands is this server's. */
  readonly identifier?: BrandIdentifier;
}

/**
 * Reads a bundle of user-access brands.
 * @param identifier `system|value`, or the value alone
 * @throws SyntaxError — no JSON; TypeError — the message says what the bundle lacks
 */
export function readPublishedBrands(text: string, identifier: string | undefined): PublishedBrands {
  const bundle: unknown = JSON.parse(text);
  const wanted = identifier === undefined ? undefined : readIdentifier(identifier);
  const problem = brandBundleProblem(bundle, wanted);
  if (problem !== undefined) throw new TypeError(problem);
  const json = JSON.stringify(bundle);
  return { json, etag: `W/"${sha256Base64Url(json)}"`, ...(wanted && { identifier: wanted }) };
}

function readIdentifier(text: string): BrandIdentifier {
  const bar = text.indexOf('|');
  return bar < 0 ? { value: text } : { system: text.slice(0, bar), value: text.slice(bar + 1) };
}

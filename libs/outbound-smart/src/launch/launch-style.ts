import { sha256Base64Url } from '#protocol/hash';
import { isJsonObject } from '#protocol/json/json-object';

/** The colours and measures of the EHR, so that apps can look like it (SMART 2.2 "smart_style_url"; STD L7). */
export interface LaunchStyle {
  /** The document, byte for byte. */
  readonly json: string;
  /** Where it is served, below the issuer; another document has another address. */
  readonly path: string;
}

const memberNames: ReadonlySet<string> = new Set(
  `color_background color_error color_highlight color_modal_backdrop color_success color_text dim_border_radius dim_font_size dim_spacing_size
  font_family_body font_family_heading`.split(/\s+/),
);
/** In characters. */
const LONGEST_VALUE = 200;
/** Characters of the hash in the address. */
const VERSION_LENGTH = 22;

/**
 * Reads a configured style document.
 * @throws TypeError — what is wrong with it, in words for the operator
 */
export function readLaunchStyle(document: unknown): LaunchStyle {
  if (!isJsonObject(document)) throw new TypeError('is not a JSON object');
  for (const [name, value] of Object.entries(document)) {
    if (!memberNames.has(name)) throw new TypeError(`has the member ${JSON.stringify(name)}, which no style has`);
    if (typeof value !== 'string' || value.length > LONGEST_VALUE)
      throw new TypeError(`has something else than a short text as ${name}`);
  }
  const json = JSON.stringify(document);
  return { json, path: `/launch-style/${sha256Base64Url(json).slice(0, VERSION_LENGTH)}.json` };
}

/** The style of our own pages in daylight. */
export const ownLaunchStyle: LaunchStyle = readLaunchStyle({
  color_background: '#eef3f5',
  color_error: '#a3182a',
  color_highlight: '#0b5c6b',
  color_modal_backdrop: '#16262d',
  color_success: '#1c6b3f',
  color_text: '#16262d',
  dim_border_radius: '8px',
  dim_font_size: '16px',
  dim_spacing_size: '20px',
  font_family_body: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  font_family_heading: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
});

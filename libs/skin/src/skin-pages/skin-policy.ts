import { formSources } from '../content-security-policy.js';

/** What one page of a skin may do. */
export interface SkinPagePermissions {
  readonly formTargets: readonly string[];
  readonly nonce: string;
  /** Of the event handlers that stand in its templates; none = none run. */
  readonly handlerSources: readonly string[];
  /** Other servers that the operator allows files from. */
  readonly externalHosts: readonly string[];
}

/**
 * The policy of a page of a skin: its own files, the scripts and style sheets that stand in its templates, and those servers that the operator names.
 * `style` attributes count: they run nothing, pages of skins are full of them, and no policy can tell those of a template from others. Never framed, no
 * other base, forms to ourselves and to the app (skins 5.3, rule 7).
 * @see CSP Level 3
 */
export function skinPolicy({ formTargets, nonce, handlerSources, externalHosts }: SkinPagePermissions): string {
  const own = ["'self'", `'nonce-${nonce}'`, ...externalHosts].join(' ');
  const files = ["'self'", 'data:', ...externalHosts].join(' ');
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `script-src-attr ${handlerSources.length === 0 ? "'none'" : handlerSources.join(' ')}`,
    `style-src ${own}`,
    "style-src-attr 'unsafe-inline'",
    `img-src ${files}`,
    `font-src ${files}`,
    "media-src 'self'",
    "manifest-src 'self'",
    "connect-src 'self'",
    `form-action ${formSources(formTargets).join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

import { hashSource } from './hash-source.js';

/** What one page needs beyond the strict ground rules. */
export interface PagePermissions {
  /** Redirect URIs, origins (`https://app.example`) or schemes (`myapp:`) that a form may lead to. */
  readonly formTargets: readonly string[];
  /** Scripts written in the page's own template; only these very bytes run. */
  readonly scripts: readonly string[];
  /** Whether a script file of ours runs. */
  readonly loadsScript?: boolean;
}

/**
 * The policy of a sign-in page: nothing but our own style sheet and images, never framed (RFC 9700 §4.16, V-62), forms to ourselves and to
 * the given targets. Targets are needed because Chromium applies `form-action` to the redirect that answers a form, too.
 * @see CSP Level 3
 */
export function contentSecurityPolicy({ formTargets, scripts, loadsScript = false }: PagePermissions): string {
  const scriptSources = [...(loadsScript ? ["'self'"] : []), ...scripts.map(hashSource)];
  return [
    "default-src 'none'",
    ...(scriptSources.length === 0 ? [] : [`script-src ${scriptSources.join(' ')}`]),
    "style-src 'self'",
    "img-src 'self' data:",
    `form-action ${formSources(formTargets).join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The sources of `form-action`: ourselves, and what the targets are reduced to. */
export function formSources(targets: readonly string[]): readonly string[] {
  return [...new Set(["'self'", ...targets.flatMap((target) => formSource(target) ?? [])])];
}

const scheme = /^[a-z][a-z0-9+.-]*:$/;
const plainHost = /^[a-z0-9.-]+(?::\d{1,5})?$/;

/** Reduces a target to its origin; to its scheme where it has no origin or one that CSP cannot spell (`[::1]`). Never echoes the rest. */
function formSource(target: string): string | undefined {
  if (scheme.test(target)) return target;
  if (!URL.canParse(target)) return undefined;
  const { protocol, host } = new URL(target);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && plainHost.test(host) ? `${protocol}//${host}` : protocol;
}

import type { ClientDefinition } from '#protocol/client/client';
import { spelling } from '#protocol/oauth2/audience';
import { appendToRedirectUri } from '#protocol/oauth2/redirect-uri';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { refusedOrder } from './refused-order.js';

/** What goes into the address of a launch. */
export interface LaunchParts {
  readonly value: string;
  readonly audience: string | undefined;
  /** The one to be opened; absent = the first. */
  readonly launchUrl: string | undefined;
}

/**
 * The FHIR base a launch is for: the one named, or the only one there is. Undefined where none is known. Where there are several one must be
 * named, because the ids of a context mean nothing at another one (STD A7).
 * @throws OAuthError invalid_request — a base is named that this server does not protect, or none of several
 */
export function launchAudience({ options }: OutboundSmartInstance, named: string | undefined): string | undefined {
  const { allowedAudiences } = options.access;
  const [only, ...others] = allowedAudiences;
  if (named === undefined && others.length === 0) return only;
  if (named === undefined) throw refusedOrder('aud', 'is missing; name the FHIR server that the context belongs to');
  const known = only === undefined ? named : spelling(named, allowedAudiences);
  if (known === undefined) throw refusedOrder('aud', 'is not the base URL of a FHIR server protected here');
  return known;
}

/**
 * The app's launch URL with `iss` and `launch`, ready to be opened (STD L1, R1). Undefined where the app registered none, or no FHIR base is
 * known that `iss` could name.
 * @throws OAuthError invalid_request — a launch URL is named that the app did not register
 */
export function launchAddress(app: ClientDefinition, { value, audience, launchUrl }: LaunchParts): string | undefined {
  if (launchUrl !== undefined && !app.launchUrls.includes(launchUrl))
    throw refusedOrder('launchUrl', 'is none of the launch URLs that the app registered');
  const page = launchUrl ?? app.launchUrls[0];
  if (page === undefined || audience === undefined) return undefined;
  return appendToRedirectUri(page, { iss: audience, launch: value }, 'query');
}

import type { ClientDefinition } from '#protocol/client/client';
import { spelling } from '#protocol/oauth2/audience';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { appendToRedirectUri } from '#protocol/oauth2/redirect-uri';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** What goes into the address of a launch. */
export interface LaunchParts {
  readonly value: string;
  readonly audience: string | undefined;
  /** The one to be opened; absent = the first. */
  readonly launchUrl: string | undefined;
}

/**
 * The FHIR base a launch is for: the one named, or the only one there is. Undefined where none is known.
 * @throws OAuthError invalid_request — a base is named that this server does not protect
 */
export function launchAudience({ options }: OutboundSmartInstance, named: string | undefined): string | undefined {
  const { allowedAudiences } = options.access;
  if (named === undefined) return allowedAudiences.length === 1 ? allowedAudiences[0] : undefined;
  const known = allowedAudiences.length === 0 ? named : spelling(named, allowedAudiences);
  if (known !== undefined) return known;
  throw new OAuthError('invalid_request', 'aud is not the base URL of a FHIR server protected here.', {
    parameter: 'aud',
  });
}

/**
 * The app's launch URL with `iss` and `launch`, ready to be opened (STD L1, R1). Undefined where the app registered none, or no FHIR base is
 * known that `iss` could name.
 * @throws OAuthError invalid_request — a launch URL is named that the app did not register
 */
export function launchAddress(app: ClientDefinition, { value, audience, launchUrl }: LaunchParts): string | undefined {
  if (launchUrl !== undefined && !app.launchUrls.includes(launchUrl))
    throw new OAuthError('invalid_request', 'launchUrl is none of the launch URLs that the app registered.', {
      parameter: 'launchUrl',
    });
  const page = launchUrl ?? app.launchUrls[0];
  if (page === undefined || audience === undefined) return undefined;
  return appendToRedirectUri(page, { iss: audience, launch: value }, 'query');
}

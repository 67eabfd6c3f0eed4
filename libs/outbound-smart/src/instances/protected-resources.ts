import type { ProtectedResources } from '#protocol/oauth2/audience';
import type { OutboundSmartInstance } from './outbound-smart-instance.js';

/** What the tokens of a module may be for. */
export function protectedResources({ options, baseUrl }: OutboundSmartInstance): ProtectedResources {
  return { bases: options.access.allowedAudiences, own: baseUrl };
}

/** What a token is for where nothing is named: the configured FHIR servers, else the issuer itself (RFC 9068 §3). */
export function audienceUnnamed({ options, issuer }: OutboundSmartInstance): readonly string[] {
  return options.access.allowedAudiences.length > 0 ? options.access.allowedAudiences : [issuer];
}

import { ValidateInResponseTo, type SamlConfig } from '@node-saml/node-saml';
import type { SamlInboundInstance } from './saml-inbound-instance.js';
import type { SamlInboundOptions } from './saml-inbound.options.js';

/** Two parties: what we are called at the provider, and what it is called. */
export interface RelyingParty {
  readonly entityId: string;
  /** Where responses arrive. */
  readonly acsAddress: string;
  readonly issuer: string;
}

/** What an outbound module is at the provider of a SAML inbound module. */
export function relyingParty(options: SamlInboundOptions, baseUrl: string): RelyingParty {
  const { entityIdTemplate, registrationId, issuerId: issuer } = options;
  const entityId = entityIdTemplate.replaceAll(/\{(\w+)\}/g, (_all, name) =>
    name === 'baseUrl' ? baseUrl : registrationId,
  );
  return { entityId, issuer, acsAddress: `${baseUrl}/login/saml2/sso/${registrationId}` };
}

/** The library's settings. It verifies signatures; audience, times and ids of requests are judged here, by the clock and the rows of this server. */
export function samlSettings(
  { options, keys }: SamlInboundInstance,
  { entityId, acsAddress }: RelyingParty,
): SamlConfig {
  return {
    ...{ issuer: entityId, callbackUrl: acsAddress },
    entryPoint: options.webSsoUrl,
    idpCert: [...keys.verification],
    ...(keys.signing && { privateKey: keys.signing.privateKey }),
    ...{ signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256' },
    // The provider decides by which id and by which method; the answer says what it was.
    ...{ identifierFormat: null, disableRequestedAuthnContext: true },
    audience: false,
    acceptedClockSkewMs: -1,
    validateInResponseTo: ValidateInResponseTo.never,
  };
}

import { Inject, Injectable } from '@nestjs/common';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import { clientAuthenticationMethods } from '#protocol/oauth2/client-authentication-method';
import { signingAlgorithms } from '#protocol/keys/signing-algorithm';
import { responseModes } from '#protocol/oauth2/response-mode';
import { implicitResponseTypes } from '#protocol/oauth2/response-type';
import type { ServerDescription } from '#protocol/oauth2/server-description';
import { claimNames } from '#protocol/oidc/id-token';
import { GRANT_CONTROLLERS, offeredGrants, type GrantController } from '../grants/grant.port.js';
import { authenticationLevels } from '../instances/authentication-levels.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** SMART capabilities that work today; a name enters this list only together with the tests of its refusals (STD C). */
const CAPABILITIES = [
  'launch-ehr',
  'launch-standalone',
  'authorize-post',
  'client-public',
  'client-confidential-symmetric',
  'client-confidential-asymmetric',
  'sso-openid-connect',
  'context-banner',
  'context-style',
  'context-ehr-patient',
  'context-ehr-encounter',
  'context-standalone-patient',
  'context-standalone-encounter',
  'permission-offline',
  'permission-online',
  'permission-patient',
  'permission-user',
  'permission-v1',
  'permission-v2',
];

/** Scopes shown where the configuration names none. */
const SCOPES = [
  'openid',
  'fhirUser',
  'profile',
  'email',
  'launch',
  'launch/patient',
  'launch/encounter',
  'offline_access',
  'online_access',
  'patient/*.rs',
  'user/*.rs',
  'system/*.rs',
];

/** Says what an instance can do: the one source of its discovery documents (B-19). */
@Injectable()
export class ServerDescriptions {
  constructor(
    @Inject(GRANT_CONTROLLERS) private readonly grants: readonly GrantController[],
    @Inject(KEYSTORE) private readonly keystore: Keystore,
  ) {}

  async of(instance: OutboundSmartInstance): Promise<ServerDescription> {
    const { issuer, baseUrl, keystoreId, dpopAlgorithms, mutualTls, options, brands } = instance;
    return {
      issuer,
      baseUrl,
      responseTypes: options.implicit.enabled ? ['code', ...implicitResponseTypes] : ['code'],
      responseModes,
      grantTypes: this.grantTypes(instance),
      tokenEndpointAuthMethods: authenticationMethods(instance),
      tokenEndpointAuthSigningAlgorithms: options.clients.assertionAlgorithms,
      codeChallengeMethods: options.authorization.pkcePlainSupported ? ['S256', 'plain'] : ['S256'],
      scopesSupported: options.access.scopesSupported.length > 0 ? options.access.scopesSupported : SCOPES,
      claimsSupported: claimNames,
      uiLocales: options.languages.offered,
      acrValues: authenticationLevels(options.sessions).map(({ acr }) => acr),
      idTokenSigningAlgorithms: await this.keystore.algorithms(keystoreId),
      smartCapabilities: CAPABILITIES,
      dpopAlgorithms,
      ...(mutualTls && { mutualTls }),
      pkceRequired: options.authorization.pkceRequired,
      ...(brands && { brands }),
      pushedRequests: options.authorization.pushedRequests,
      requestObjectAlgorithms: options.authorization.requestObjectsEnabled ? signingAlgorithms : [],
      offersRegistration: options.registration.policy !== 'closed',
    };
  }

  /** Implicit is no grant of the token endpoint, but has its name in the documents (RFC 8414 §2). */
  private grantTypes(instance: OutboundSmartInstance): readonly string[] {
    const names = offeredGrants(this.grants, instance).map((grant) => grant.grantType);
    return instance.options.implicit.enabled ? [...names, 'implicit'] : names;
  }
}

/** Those by certificates need a proxy that hands them over; authorities count where somebody checks them (RFC 8705 §2). */
function authenticationMethods({ mutualTls }: OutboundSmartInstance): readonly string[] {
  return clientAuthenticationMethods.filter((method) => {
    if (method === 'tls_client_auth') return mutualTls?.trust !== undefined;
    return method !== 'self_signed_tls_client_auth' || mutualTls !== undefined;
  });
}

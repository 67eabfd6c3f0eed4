import { serverEndpoints, type ServerDescription } from '../oauth2/server-description.js';
import { serverMetadata } from '../oauth2/server-metadata.js';

/**
 * The document at `/.well-known/openid-configuration`: the server metadata and what OpenID Connect adds, all of it out of the description.
 * What we do not offer is denied where silence would promise it (`claims_parameter_supported`), and left out elsewhere.
 * @see OpenID Connect Discovery 1.0 §3, RP-Initiated Logout 1.0 §2.1, Back-Channel Logout 1.0 §2.1; STD ODISC-1, I15, OM32, OM33
 */
export function openidConfiguration(server: ServerDescription): Readonly<Record<string, unknown>> {
  const endpoints = serverEndpoints(server);
  return {
    ...serverMetadata(server),
    userinfo_endpoint: endpoints.userInfo,
    end_session_endpoint: endpoints.endSession,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: server.idTokenSigningAlgorithms,
    claims_supported: server.claimsSupported,
    claims_parameter_supported: true,
    acr_values_supported: server.acrValues,
    ui_locales_supported: server.uiLocales,
  };
}

import { allowInsecureRequests, Configuration, type ClientAuth, type ServerMetadata as Upstream } from 'openid-client';
import type { ServerMetadata } from '#oidc-server-definition/server-metadata.port';
import { signingAlgorithms } from '#protocol/keys/signing-algorithm';
import type { FederatedServer } from './federated-servers.js';

/** More of what openid-client is to know. */
export interface UpstreamDetails {
  /** The spelling that tokens have, where it is not that of the metadata. */
  readonly issuer?: string;
  readonly authentication?: ClientAuth;
}

/** A server in the words of openid-client. Whom we call, and whether that may be http, is decided by the guarded egress. */
export function upstreamConfiguration(
  server: FederatedServer,
  { issuer, endpoints, document }: ServerMetadata,
  details: UpstreamDetails = {},
): Configuration {
  const upstream: Upstream = {
    issuer: details.issuer ?? issuer,
    // Which of them count is decided where signatures are verified.
    id_token_signing_alg_values_supported: [...signingAlgorithms],
    ...(document?.['authorization_response_iss_parameter_supported'] === true && {
      authorization_response_iss_parameter_supported: true,
    }),
    ...(endpoints.authorization !== undefined && { authorization_endpoint: endpoints.authorization }),
    ...(endpoints.token !== undefined && { token_endpoint: endpoints.token }),
    ...(endpoints.userInfo !== undefined && { userinfo_endpoint: endpoints.userInfo }),
    ...(endpoints.endSession !== undefined && { end_session_endpoint: endpoints.endSession }),
  };
  const configuration = new Configuration(upstream, server.clientId, undefined, details.authentication);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that nobody uses it lightly
  allowInsecureRequests(configuration);
  return configuration;
}

import { exportJWK, generateKeyPair } from 'jose';
import type { ClientMetadata, Configuration } from 'oidc-provider';
import type { App, ConfidentialClient, KeyService, Site } from '../site.js';
import { resourceOf, resourceServer } from './resources.js';

const DAY_SECONDS = 86_400;

/** oidc-provider set up for the work that Gatehouse does; where a default would make it do less or more, it says why. */
export async function peerConfiguration(site: Site): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2_048, extractable: true });
  return {
    clients: clients(site),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'bench' }] },
    enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
    scopes: ['openid', 'offline_access', 'fhirUser'],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_context, client) => resourceOf(site, client.clientId),
        getResourceServerInfo: (_context, resource) => resourceServer(resource),
        useGrantedResource: () => true,
      },
    },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, fhirUser: `https://fhir.example/Patient/${subject}` }),
    }),
    // By default only with the scope offline_access and prompt=consent.
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    rotateRefreshToken: () => true,
    cookies: { keys: ['a key for signing cookies'] },
    ttl: {
      Session: DAY_SECONDS,
      Grant: DAY_SECONDS,
      RefreshToken: DAY_SECONDS,
      Interaction: 600,
      IdToken: 3_600,
      AccessToken: 300,
      ClientCredentials: 300,
      AuthorizationCode: 60,
    },
  };
}

function clients(site: Site): ClientMetadata[] {
  return [
    { ...confidential(site.backend), grant_types: ['client_credentials'] },
    ...Object.values(site.keyServices).map(keyService),
    confidential(site.resourceServer),
    ...[site.askingApp, site.rememberingApp, site.introspectedApp].map(app),
  ];
}

function confidential({ clientId, secret }: ConfidentialClient): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: [],
    response_types: [],
    redirect_uris: [],
  };
}

function keyService({ clientId, alg, publicJwk }: KeyService): ClientMetadata {
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: alg,
    jwks: { keys: [publicJwk] },
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
}

function app({ clientId, redirectUri }: App): ClientMetadata {
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [redirectUri],
  };
}

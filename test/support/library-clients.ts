import { REDIRECT_URI } from './test-clients.js';

/** A client whose id and secret hold everything that HTTP Basic can trip over (STD X15). */
export const awkwardClient = { clientId: 'clinic:app+1%2F&x=y', secret: 'p&ss=w:rd+%20 ~"\\é' } as const;

/** Its definition. */
export const awkwardDefinition: Readonly<Record<string, unknown>> = {
  clientId: awkwardClient.clientId,
  clientName: 'Awkward Clinic',
  enabled: true,
  secretRequired: true,
  clientSecrets: [{ secret: awkwardClient.secret, description: 'test' }],
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'CLIENT_CREDENTIALS'],
  accessTokenValiditySeconds: 300,
  refreshTokenValiditySeconds: 86_400,
  scopes: ['openid', 'offline_access', 'system/*.rs'],
  registeredRedirectUris: [REDIRECT_URI],
};

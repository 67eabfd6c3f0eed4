/** Redirect URI of the clients below. */
export const REDIRECT_URI = 'https://app.example/cb';

/** Secret of the confidential clients below. */
export const SECRET = 'a-secret-that-a-person-chose';

const SCOPES = [
  'openid',
  'fhirUser',
  'profile',
  'email',
  'launch/patient',
  'patient/*.rs',
  'patient/*.read',
  'user/*.rs',
  'offline_access',
  'online_access',
];

const common = {
  enabled: true,
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
  accessTokenValiditySeconds: 300,
  refreshTokenValiditySeconds: 86_400,
  scopes: SCOPES,
  registeredRedirectUris: [REDIRECT_URI],
  canIntrospectOwnTokens: true,
};

/** Product JSON of a public app, a confidential web app, a backend service and a resource server. */
export const testClients: readonly Readonly<Record<string, unknown>>[] = [
  { ...common, clientId: 'public-app', clientName: 'Public App', secretRequired: false },
  { ...common, clientId: 'other-public-app', clientName: 'Other Public App', secretRequired: false },
  {
    ...common,
    clientId: 'web-app',
    clientName: 'Web App',
    secretRequired: true,
    clientSecrets: [{ secret: SECRET, description: 'test' }],
    postLogoutRedirectUris: ['https://app.example/bye'],
  },
  {
    ...common,
    clientId: 'backend',
    clientName: 'Backend Service',
    allowedGrantTypes: ['CLIENT_CREDENTIALS'],
    scopes: ['system/*.rs'],
    registeredRedirectUris: [],
    secretRequired: true,
    clientSecrets: [{ secret: SECRET, description: 'test' }],
  },
  {
    ...common,
    clientId: 'resource-server',
    clientName: 'FHIR Server',
    allowedGrantTypes: ['CLIENT_CREDENTIALS'],
    scopes: ['system/*.rs'],
    registeredRedirectUris: [],
    secretRequired: true,
    clientSecrets: [{ secret: SECRET, description: 'test' }],
    canIntrospectAnyTokens: true,
  },
];

/** An app that people use in a browser. */
export const exampleApp = {
  ...{ clientId: 'my-app', clientName: 'My App', enabled: true },
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
  scopes: ['openid', 'fhirUser', 'launch/patient', 'patient/*.rs'],
  registeredRedirectUris: ['https://app.example.org/callback'],
};

/** A program that acts for itself. */
export const exampleService = {
  ...{ clientId: 'my-service', clientName: 'My Service', enabled: true, secretRequired: true },
  ...{ allowedGrantTypes: ['CLIENT_CREDENTIALS'], scopes: ['system/*.rs'] },
  permissions: [{ permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Patient' }],
};

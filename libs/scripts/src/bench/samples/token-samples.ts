import type { ContextSelectionCall, PostAuthorizeCall, TokenGeneratingCall } from '../../post-authorize-script.port.js';
import type { BenchSample } from '../../script-bench.port.js';
import { sampleClient, samplePatient, sampleService, sampleUser } from './sample-people.js';

type Bare<Call> = Omit<Call, 'script' | 'occasion' | 'moduleId'>;

const nothing = { resources: [], members: {} };

const ehrLaunch: Bare<TokenGeneratingCall> = {
  grantType: 'authorization_code',
  user: sampleUser,
  client: sampleClient,
  scopes: ['launch', 'openid', 'fhirUser', 'patient/*.rs'],
  launchContext: nothing,
  launch: 'a-launch-of-the-ehr',
  audience: 'https://fhir.hospital.example/r4',
  requestParameters: { launch: 'a-launch-of-the-ehr', aud: 'https://fhir.hospital.example/r4' },
};

const launchWithPatient: Bare<TokenGeneratingCall> = {
  ...ehrLaunch,
  launchContext: {
    resources: [
      { type: 'patient', id: '4711' },
      { type: 'encounter', id: '815' },
    ],
    members: {},
  },
};

const standalone: Bare<TokenGeneratingCall> = {
  grantType: 'authorization_code',
  user: samplePatient,
  client: sampleClient,
  scopes: ['launch/patient', 'openid', 'fhirUser', 'patient/*.rs'],
  launchContext: { resources: [{ type: 'patient', id: '4711' }], members: {} },
  audience: 'https://fhir.hospital.example/r4',
};

const clientCredentials: Bare<TokenGeneratingCall> = {
  grantType: 'client_credentials',
  client: sampleService,
  scopes: ['system/*.rs'],
  launchContext: nothing,
};

const granted: Bare<PostAuthorizeCall> = {
  grantType: 'authorization_code',
  grantedScopes: ['launch', 'openid', 'patient/*.rs'],
  clientId: 'growth-chart',
  username: 'maria.lopez',
  accessToken: 'the-access-token',
};

const grantedByCodap: Bare<PostAuthorizeCall> = {
  ...{ grantType: 'jwt_bearer', grantedScopes: ['patient/*.rs'], clientId: 'other-hospital', username: 'codap-123' },
  ...{ accessToken: 'the-access-token' },
  requestingPractitioner: { resourceType: 'Practitioner', identifier: [{ system: 'urn:npi', value: '1234567893' }] },
  requestedRecord: { resourceType: 'Patient', id: 'Patient/4711' },
};

const selection: Bare<ContextSelectionCall> = {
  user: sampleUser,
  client: sampleClient,
  choices: [
    { resourceType: 'Patient', resourceId: '4711', displayName: 'Homer Simpson' },
    { resourceType: 'Patient', resourceId: '4712', displayName: 'Marge Simpson' },
  ],
};

/** What the callback script of an outbound module is asked. */
export const tokenSamples: readonly BenchSample[] = [
  {
    ...{ id: 'ehr-launch', functionName: 'onTokenGenerating', input: { ...ehrLaunch } },
    title: 'A practitioner launches an app from the EHR, with a launch that the script looks up.',
  },
  {
    ...{ id: 'ehr-launch-with-patient', functionName: 'onTokenGenerating', input: { ...launchWithPatient } },
    title: 'The same, with patient and encounter known already.',
  },
  {
    ...{ id: 'standalone-patient', functionName: 'onTokenGenerating', input: { ...standalone } },
    title: 'A patient starts an app for their own record.',
  },
  {
    ...{ id: 'client-credentials', functionName: 'onTokenGenerating', input: { ...clientCredentials } },
    title: 'A service gets a token of its own; theUserSession is null.',
  },
  {
    ...{
      id: 'refresh',
      functionName: 'onTokenGenerating',
      input: { ...launchWithPatient, grantType: 'refresh' },
    },
    title: 'An app renews the token of a launch.',
  },
  {
    ...{ id: 'granted', functionName: 'onPostAuthorize', input: { ...granted } },
    title: 'A token was issued for an app.',
  },
  {
    ...{ id: 'granted-by-codap', functionName: 'onPostAuthorize', input: { ...grantedByCodap } },
    title: 'A token was issued for a practitioner of another organization.',
  },
  {
    ...{ id: 'context-selection', functionName: 'onSmartLoginPreContextSelection', input: { ...selection } },
    title: 'A practitioner may choose between two patients.',
  },
  {
    ...{ id: 'context-selection-empty', functionName: 'onSmartLoginPreContextSelection' },
    input: { ...selection, choices: [] },
    title: 'A practitioner is to choose, and there is nothing yet.',
  },
];

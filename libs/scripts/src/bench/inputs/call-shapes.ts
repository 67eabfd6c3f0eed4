import type { BenchFunctionName } from '../../script-bench.port.js';
import { anything, flag, instant, listOf, objectOf, text, texts, wholeNumber, wordOf, type Shape } from './shape.js';

/** As scripts know them (ruling 11), with those that came later. */
const grantType = wordOf([
  ...['authorization_code', 'implicit', 'password', 'client_credentials', 'refresh', 'jwt_bearer'],
  ...['device_code', 'token_exchange', 'context_selection'],
]);
const authority = objectOf({ permission: text, 'argument?': text });
const launchContexts = listOf(objectOf({ contextType: text, resourceId: text }));
const launchResources = listOf(objectOf({ resourceType: text, resourceId: text }));

const person = {
  ...{ nodeId: text, moduleId: text, username: text, familyName: text, givenName: text, email: text, external: flag },
  ...{ notes: text, authorities: listOf(authority), defaultLaunchContexts: launchContexts },
  ...{ 'fhirUserUrl?': text, 'launchResources?': launchResources, 'userData?': anything },
};
const user = objectOf({ pid: wholeNumber, ...person });
const client = objectOf({
  ...{ clientId: text, clientName: text, scopes: listOf(text), permissions: listOf(authority) },
  ...{ 'untrusted?': flag, 'smartVersion?': text },
});
const launchContext = objectOf({
  resources: listOf(objectOf({ type: text, id: text, 'role?': text })),
  members: anything,
});
const token = objectOf({ raw: text, claims: anything });

/** What each function is called with, as callers of the bench write it. */
export const callShapes: Readonly<Record<BenchFunctionName, Shape>> = {
  onTokenGenerating: objectOf({
    ...{ grantType, 'user?': user, client, scopes: listOf(text), launchContext },
    ...{ 'launch?': text, 'audience?': text, 'requestParameters?': texts },
  }),
  onPostAuthorize: objectOf({
    ...{ grantType, grantedScopes: listOf(text), clientId: text, 'username?': text, 'accessToken?': text },
    ...{ 'requestingPractitioner?': anything, 'requestedRecord?': anything },
  }),
  onSmartLoginPreContextSelection: objectOf({
    ...{ user, client },
    choices: listOf(objectOf({ resourceType: text, resourceId: text, displayName: text })),
  }),
  onAuthenticateSuccess: objectOf({
    person: objectOf(person),
    context: objectOf({
      ...{ nodeId: text, moduleId: text, startTime: instant, remoteAddress: text, 'remoteScheme?': text },
      ...{ 'headers?': texts, 'claims?': anything, 'approvedScopes?': listOf(text) },
    }),
  }),
  getUserName: objectOf({ userInfo: anything, server: anything }),
  onUserSelfRegistrationRequest: objectOf({
    input: objectOf({ username: text, familyName: text, givenName: text, email: text }),
    output: objectOf({
      ...{ familyName: text, givenName: text, email: text, notes: text, authorities: listOf(authority) },
      ...{ 'defaultLaunchContexts?': launchContexts, 'fhirUserUrl?': text },
    }),
  }),
  'codap:authenticate': objectOf({
    ...{ requestingPractitioner: anything, requestedRecord: anything },
    ...{ authenticationToken: token, authorizationToken: token },
  }),
  'sign-in:authenticate': objectOf({ username: text, password: text, remoteAddress: text, headers: texts }),
};

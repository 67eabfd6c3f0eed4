import { Base64Api, ConverterApi } from '#scripts/guest/apis/converter';
import { DateParserApi } from '#scripts/guest/apis/date-parser';
import { EnvironmentApi } from '#scripts/guest/apis/environment';
import { FhirApi, FhirClientFactoryApi } from '#scripts/guest/apis/fhir';
import { HttpApi } from '#scripts/guest/apis/http';
import { JavaApi } from '#scripts/guest/apis/java';
import { LogApi } from '#scripts/guest/apis/log';
import { UuidApi } from '#scripts/guest/apis/uuid';
import { javaStrings } from '#scripts/guest/bindings/java-strings';
import { emptySession } from '#scripts/guest/bindings/session-shape';
import { authenticate } from '#scripts/guest/functions/authenticate';
import { onAuthenticateSuccess } from '#scripts/guest/functions/on-authenticate-success';
import { onPostAuthorize } from '#scripts/guest/functions/on-post-authorize';
import { onSmartLoginPreContextSelection } from '#scripts/guest/functions/on-smart-login-pre-context-selection';
import { onTokenGenerating } from '#scripts/guest/functions/on-token-generating';

type Named = Readonly<Record<string, object>>;

const permissions = 'ROLE_FHIR_CLIENT';
const session = {
  ...emptySession,
  authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
  defaultLaunchContexts: [{ contextType: 'patient', resourceId: '1' }],
  launchResourceIds: [{ resourceType: 'patient', resourceId: '1' }],
};
const place = { nodeId: 'Master', moduleId: 'local', startTime: '2026-01-01T00:00:00Z', remoteAddress: '10.0.0.1' };
const token = { raw: 'a.b.c', claims: {} };

/** One real object of each kind that scripts get, by the name of its declaration. */
export function scriptObjects(): Named {
  const host = (): unknown => null;
  const [environment] = EnvironmentApi.empty();
  const [log, uuid, fhir] = [new LogApi(host), new UuidApi(host), new FhirApi(host, () => undefined)];
  const [http, clients] = [new HttpApi(host), new FhirClientFactoryApi(host)];
  return {
    ...{ LogApi: log, UuidApi: uuid, HttpApi: http, HttpRequest: http.get(''), DateParserApi: new DateParserApi() },
    ...{ EnvironmentApi: environment, ConverterApi: new ConverterApi(), Base64Api: new Base64Api() },
    ...{ JavaApi: new JavaApi({ environment, uuid, log }), FhirApi: fhir, FhirClientFactoryApi: clients },
    ...{ FhirClient: clients.newClient('https://fhir.example'), FhirSearchStart: fhir.search() },
    ...{ FhirSearch: fhir.search().forResource('Patient'), String: javaStrings },
    ...objectsOfCalls(),
  };
}

/** What the functions of scripts are called with, and what lies in it. */
function objectsOfCalls(): Named {
  const choices = [{ resourceType: 'Patient', resourceId: '1', displayName: 'Adam' }];
  const [user, chosen] = argumentsOf(onSmartLoginPreContextSelection, { session, choices, permissions });
  const [, request, client] = argumentsOf(onTokenGenerating, {
    ...{ session, permissions, request: { grantType: 'refresh', clientId: 'app', scopes: [], reservedClaims: '' } },
    client: { clientId: 'app', clientName: 'App', scopes: [], permissions: [] },
  });
  const [, factory, plain] = argumentsOf(onAuthenticateSuccess, { session, permissions, context: place });
  const [, , claimed] = argumentsOf(onAuthenticateSuccess, { session, permissions, context: { ...place, claims: {} } });
  const password = { username: 'a', password: 'b', remoteAddress: '10.0.0.1', headers: {} };
  const [typed] = argumentsOf(authenticate, { permissions, kind: 'sign-in', request: password });
  const resources = { requestingPractitioner: patient, requestedRecord: patient };
  const tokens = { authenticationToken: token, authorizationToken: token };
  const [codap] = argumentsOf(authenticate, { permissions, kind: 'codap', request: { ...resources, ...tokens } });
  const [done] = argumentsOf(onPostAuthorize, { grantType: 'refresh', grantedScopes: [], clientId: 'app' });
  const read = (object: object, path: string): object =>
    path.split('.').reduce((each, name) => Reflect.get(each, name) as object, object);
  return {
    ...{ UserSessionDetails: user, ContextSelectionChoices: chosen, ScriptAuthenticationOutcomeFactory: factory },
    ...{ OAuth2AuthorizationRequestDetails: request, ClientDetails: client, SmartOnPostAuthorizeDetails: done },
    ...{ AuthenticationContext: plain, SecurityInSmartAuthenticationContext: claimed, AuthenticationRequest: typed },
    ...{ SmartCodapAuthorizationRequest: codap, CodapToken: read(codap, 'authorizationToken') },
    ...{ HeaderMap: read(typed, 'headers'), JavaMap: read(user, 'userData'), JavaList: read(user, 'authorities') },
    ...{ GrantedAuthority: read(user, 'authorities.0'), DefaultLaunchContext: read(user, 'defaultLaunchContexts.0') },
    ...{ LaunchResourceId: read(user, 'launchResourceIds.0'), ContextChoice: read(chosen, 'choices.0') },
    AuthenticationFailure: (factory as { newFailure(): object }).newFailure(),
  };
}

const patient = { resourceType: 'Patient', id: '1' };

function argumentsOf(called: { begin(input: unknown): { args: readonly unknown[] } }, input: unknown) {
  return called.begin(input).args as readonly [object, object, object];
}

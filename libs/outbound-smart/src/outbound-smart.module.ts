/**
 * The SMART on FHIR authorization server: endpoints, authorization flow, grants, tokens, clients. Knows users, keys, pages
 * and scripts only through their ports. An instance is data that arrives with each request (ruling 51).
 */
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { RowPurge } from '#database/row-purge.port';
import { AnswerDelivery } from './authorization-flow/answers/answer-delivery.js';
import { AuthorizationAnswers } from './authorization-flow/answers/authorization-answers.js';
import { ImplicitTokens } from './authorization-flow/answers/implicit-tokens.js';
import { ApprovalPages } from './authorization-flow/approval/approval-pages.js';
import { AuthorizationFlow } from './authorization-flow/authorization-flow.js';
import { AuthorizeController } from './authorization-flow/authorize.controller.js';
import { ContextPages } from './authorization-flow/context-selection/context-pages.js';
import { ContextSearches } from './authorization-flow/context-selection/context-searches.js';
import { ContextSelectionController } from './authorization-flow/context-selection/context-selection.controller.js';
import { ContextSelections } from './authorization-flow/context-selection/context-selections.js';
import { FlowDecisions } from './authorization-flow/flow-decisions.js';
import { FlowSteps } from './authorization-flow/flow-steps.js';
import { IdTokenHints } from './authorization-flow/requests/id-token-hints.js';
import { PendingRequests } from './authorization-flow/requests/pending-requests.js';
import { PushEndpoint } from './authorization-flow/requests/push-endpoint.js';
import { PushController } from './authorization-flow/requests/push.controller.js';
import { PushedRequests } from './authorization-flow/requests/pushed-requests.js';
import { RequestObjects } from './authorization-flow/requests/request-objects.js';
import { RequestReader } from './authorization-flow/requests/request-reader.js';
import { SignInPurposes } from './authorization-flow/sign-in/sign-in-purposes.js';
import { SignInController } from './authorization-flow/sign-in/sign-in.controller.js';
import { SignIn } from './authorization-flow/sign-in/sign-in.js';
import { ClientAuthenticator } from './client-authentication/client-authenticator.js';
import { ClientKeys } from './client-authentication/client-keys.js';
import { CLIENT_METHODS, type ClientMethod } from './client-authentication/client-method.js';
import { ClientSecretMethod } from './client-authentication/client-secret.method.js';
import { MutualTlsMethod } from './client-authentication/mutual-tls.method.js';
import { PrivateKeyJwtMethod } from './client-authentication/private-key-jwt.method.js';
import { PublicClientMethod } from './client-authentication/public-client.method.js';
import { CachedClientRegistry } from './clients/cached-client-registry.js';
import { ChangeSecretEndpoint } from './clients/change-secret-endpoint.js';
import { ChangeSecretController } from './clients/change-secret.controller.js';
import { ClientCommands } from './clients/client-commands.js';
import { ClientIdentities } from './clients/client-identities.js';
import { ClientPreparation } from './clients/client-preparation.js';
import { CLIENT_REGISTRY } from './clients/client-registry.port.js';
import { CLIENT_SEEDING } from './clients/client-seeding.port.js';
import { SecretCommands } from './clients/secret-commands.js';
import { SecretGuesses } from './clients/secret-guesses.js';
import { SecretHasher } from './clients/secret-hasher.js';
import { SecretPreparation } from './clients/secret-preparation.js';
import { SecretUses } from './clients/secret-uses.js';
import { SecretVerifier } from './clients/secret-verifier.js';
import { SeedClients } from './clients/seed-clients.js';
import { DeviceAnswers } from './device/device-answers.js';
import { DeviceAuthorizationEndpoint } from './device/device-authorization-endpoint.js';
import { DeviceAuthorizationController } from './device/device-authorization.controller.js';
import { DevicePages } from './device/device-pages.js';
import { DeviceController } from './device/device.controller.js';
import { UserCodes } from './device/user-codes.js';
import { JwksController } from './discovery/jwks.controller.js';
import { SecurityTxtController } from './discovery/security-txt.controller.js';
import { ServerDescriptions } from './discovery/server-descriptions.js';
import { WellKnownController } from './discovery/well-known.controller.js';
import { ActorTokens } from './exchange/actor-tokens.js';
import { LocalSubjectTokens } from './exchange/local-subject-tokens.js';
import { SUBJECT_TOKEN_SOURCES, type SubjectTokenSource } from './exchange/subject-token.port.js';
import { AccessTokenForSecret } from './grants/access-token-for-secret.js';
import { AuthorizationCodeGrantController } from './grants/authorization-code.grant-controller.js';
import { ClientCredentialsGrantController } from './grants/client-credentials.grant-controller.js';
import { DeviceCodeGrantController } from './grants/device-code.grant-controller.js';
import { FamilyStarts } from './grants/family-starts.js';
import { GRANT_CONTROLLERS, type GrantController } from './grants/grant.port.js';
import { PasswordCheck } from './grants/password-check.js';
import { PasswordGrantController } from './grants/password.grant-controller.js';
import { RefreshTokenGrantController } from './grants/refresh-token.grant-controller.js';
import { TokenEndpoint } from './grants/token-endpoint.js';
import { TokenExchangeGrantController } from './grants/token-exchange.grant-controller.js';
import { TokenIssuance } from './grants/token-issuance.js';
import { TokenController } from './grants/token.controller.js';
import { ClientCors } from './http/cors/client-cors.js';
import { PreflightController } from './http/cors/preflight.controller.js';
import { FailureRecords } from './http/failures/failure-records.js';
import { OAuthErrorFilter } from './http/failures/oauth-error.filter.js';
import { PageErrorFilter } from './http/failures/page-error.filter.js';
import { FlowReply } from './http/replies/flow-reply.js';
import { NonceOffer } from './http/replies/nonce-offer.js';
import { VisitReader } from './http/requests/visit-reader.js';
import { OUTBOUND_INSTANCES } from './instances/outbound-instances.js';
import type { OutboundSmartInstance } from './instances/outbound-smart-instance.js';
import { ContextFinder } from './launch/context-finder.js';
import { CONTEXT_SOURCES, type ContextSource } from './launch/context-source.port.js';
import { ContextSources } from './launch/context-sources.js';
import { DefaultContextsSource } from './launch/default-contexts.source.js';
import { FhirSearchSource } from './launch/fhir-search/fhir-search.source.js';
import { SearchTokens } from './launch/fhir-search/search-tokens.js';
import { LaunchEndpoint } from './launch/launch-endpoint.js';
import { LaunchStyleController } from './launch/launch-style.controller.js';
import { LaunchController } from './launch/launch.controller.js';
import { Launches } from './launch/launches.js';
import { SearchSeals } from './launch/search-seals.js';
import { StaticListSource } from './launch/static-list.source.js';
import { BackChannelDelivery } from './logout/back-channel-delivery.js';
import { BackChannelLogout } from './logout/back-channel-logout.js';
import { LogoutEndpoint } from './logout/logout-endpoint.js';
import { LogoutProofs } from './logout/logout-proof.js';
import { LogoutController } from './logout/logout.controller.js';
import { Logout } from './logout/logout.js';
import { SessionClients } from './logout/session-clients.js';
import { FailureLog } from './refusals/failure-log.js';
import { ClientConfigurationController } from './registration/client-configuration.controller.js';
import { ClientManagement } from './registration/client-management.js';
import { ClientRegistration } from './registration/client-registration.js';
import { InitialAccessTokenEndpoint } from './registration/initial-access-token-endpoint.js';
import { InitialAccessTokenController } from './registration/initial-access-token.controller.js';
import { InitialAccessTokens } from './registration/initial-access-tokens.js';
import { RegisterController } from './registration/register.controller.js';
import { RegisteredClients } from './registration/registered-clients.js';
import { Registrants } from './registration/registrants.js';
import { RegistrationQuotas } from './registration/registration-quotas.js';
import { RegistrationTerms } from './registration/registration-terms.js';
import { SecretRenewal } from './registration/secret-renewal.js';
import { SectorIdentifier } from './registration/sector-identifier.js';
import { DpopNonces } from './sender-constraint/dpop-nonces.js';
import { DpopProofs } from './sender-constraint/dpop-proofs.js';
import { SenderKeys } from './sender-constraint/sender-keys.js';
import { ConnectedApps } from './session-management/connected-apps.js';
import { SessionManagementController } from './session-management/session-management.controller.js';
import { SessionManagement } from './session-management/session-management.js';
import { APPROVAL_STORE } from './stores/approval.store.js';
import { AUTHORIZATION_CODE_STORE } from './stores/authorization-code.store.js';
import { BACK_CHANNEL_LOGOUT_STORE } from './stores/back-channel-logout.store.js';
import { CLIENT_IDS } from './stores/client-ids.store.js';
import { CLIENT_REGISTRATION_STORE } from './stores/client-registration.store.js';
import { CLIENT_SECRET_STORE } from './stores/client-secret.store.js';
import { CLIENT_STORE } from './stores/client.store.js';
import { DEVICE_AUTHORIZATION_STORE } from './stores/device-authorization.store.js';
import { DPOP_PROOF_STORE } from './stores/dpop-proof.store.js';
import { INITIAL_ACCESS_TOKEN_STORE } from './stores/initial-access-token.store.js';
import { LAUNCH_STORE } from './stores/launch.store.js';
import { PENDING_AUTHORIZATION_STORE } from './stores/pending-authorization.store.js';
import { PERSON_GRANT_STORE } from './stores/person-grant.store.js';
import { PUSHED_REQUEST_STORE } from './stores/pushed-request.store.js';
import { REGISTRATION_QUOTA_STORE } from './stores/registration-quota.store.js';
import { REVOKED_TOKEN_STORE } from './stores/revoked-token.store.js';
import { SEED_RECORD_STORE } from './stores/seed-record.store.js';
import { TOKEN_FAMILY_STORE } from './stores/token-family.store.js';
import { SqlApprovalStore } from './stores/typeorm/sql-approval.store.js';
import { SqlAuthorizationCodeStore } from './stores/typeorm/sql-authorization-code.store.js';
import { SqlBackChannelLogoutStore } from './stores/typeorm/sql-back-channel-logout.store.js';
import { SqlClientIds } from './stores/typeorm/sql-client-ids.store.js';
import { SqlClientRegistrationStore } from './stores/typeorm/sql-client-registration.store.js';
import { SqlClientSecretStore } from './stores/typeorm/sql-client-secret.store.js';
import { SqlClientStore } from './stores/typeorm/sql-client.store.js';
import { SqlDeviceAuthorizationStore } from './stores/typeorm/sql-device-authorization.store.js';
import { SqlDpopProofStore } from './stores/typeorm/sql-dpop-proof.store.js';
import { SqlInitialAccessTokenStore } from './stores/typeorm/sql-initial-access-token.store.js';
import { SqlLaunchStore } from './stores/typeorm/sql-launch.store.js';
import { SqlOutdatedRows } from './stores/typeorm/sql-outdated-rows.js';
import { SqlPendingAuthorizationStore } from './stores/typeorm/sql-pending-authorization.store.js';
import { SqlPersonGrantStore } from './stores/typeorm/sql-person-grant.store.js';
import { SqlPushedRequestStore } from './stores/typeorm/sql-pushed-request.store.js';
import { SqlRegistrationQuotaStore } from './stores/typeorm/sql-registration-quota.store.js';
import { SqlRevokedTokenStore } from './stores/typeorm/sql-revoked-token.store.js';
import { SqlSeedRecordStore } from './stores/typeorm/sql-seed-record.store.js';
import { SqlTokenFamilyStore } from './stores/typeorm/sql-token-family.store.js';
import { SqlUsedAssertionStore } from './stores/typeorm/sql-used-assertion.store.js';
import { SqlUserCodeGuessStore } from './stores/typeorm/sql-user-code-guess.store.js';
import { USED_ASSERTION_STORE } from './stores/used-assertion.store.js';
import { USER_CODE_GUESS_STORE } from './stores/user-code-guess.store.js';
import { IntrospectController } from './tokens/introspect.controller.js';
import { IntrospectionEndpoint } from './tokens/introspection-endpoint.js';
import { LivePermissions } from './tokens/live-permissions.js';
import { RevocationEndpoint } from './tokens/revocation-endpoint.js';
import { RevokeController } from './tokens/revoke.controller.js';
import { TokenGate } from './tokens/token-gate.js';
import { TokenIssuer } from './tokens/token-issuer.js';
import { TokenLookup } from './tokens/token-lookup.js';
import { TokenPermissions } from './tokens/token-permissions.js';
import { TokenRevoker } from './tokens/token-revoker.js';
import { UserInfoEndpoint } from './tokens/user-info-endpoint.js';
import { UserInfoController } from './tokens/userinfo.controller.js';
import { UserAccessBrandsController } from './user-access-brands/user-access-brands.controller.js';

/** What the composition root hands over. */
export interface OutboundSmartRequirements {
  /** The modules that provide the ports of users, browser sessions, pages and scripts. */
  readonly imports: NonNullable<DynamicModule['imports']>;
  /** Every SMART outbound module of the configuration. */
  readonly instances: readonly OutboundSmartInstance[];
}

const stores = [
  SqlOutdatedRows,
  {
    provide: RowPurge,
    inject: [SqlOutdatedRows],
    useFactory: (outdated: SqlOutdatedRows) =>
      new RowPurge({
        rows: 'authorizations',
        portion: () => outdated.removePortion(),
        logger: new Logger('OutboundSmart'),
      }),
  },
  { provide: APPROVAL_STORE, useClass: SqlApprovalStore },
  { provide: AUTHORIZATION_CODE_STORE, useClass: SqlAuthorizationCodeStore },
  { provide: BACK_CHANNEL_LOGOUT_STORE, useClass: SqlBackChannelLogoutStore },
  { provide: CLIENT_IDS, useClass: SqlClientIds },
  { provide: CLIENT_SECRET_STORE, useClass: SqlClientSecretStore },
  { provide: CLIENT_REGISTRATION_STORE, useClass: SqlClientRegistrationStore },
  { provide: CLIENT_STORE, useClass: SqlClientStore },
  { provide: DPOP_PROOF_STORE, useClass: SqlDpopProofStore },
  { provide: LAUNCH_STORE, useClass: SqlLaunchStore },
  { provide: DEVICE_AUTHORIZATION_STORE, useClass: SqlDeviceAuthorizationStore },
  { provide: INITIAL_ACCESS_TOKEN_STORE, useClass: SqlInitialAccessTokenStore },
  { provide: PENDING_AUTHORIZATION_STORE, useClass: SqlPendingAuthorizationStore },
  { provide: PERSON_GRANT_STORE, useClass: SqlPersonGrantStore },
  { provide: PUSHED_REQUEST_STORE, useClass: SqlPushedRequestStore },
  { provide: REGISTRATION_QUOTA_STORE, useClass: SqlRegistrationQuotaStore },
  { provide: REVOKED_TOKEN_STORE, useClass: SqlRevokedTokenStore },
  { provide: SEED_RECORD_STORE, useClass: SqlSeedRecordStore },
  { provide: TOKEN_FAMILY_STORE, useClass: SqlTokenFamilyStore },
  { provide: USED_ASSERTION_STORE, useClass: SqlUsedAssertionStore },
  { provide: USER_CODE_GUESS_STORE, useClass: SqlUserCodeGuessStore },
];
const clients = [
  { provide: CLIENT_REGISTRY, useClass: CachedClientRegistry },
  { provide: CLIENT_SEEDING, useClass: SeedClients },
  ChangeSecretEndpoint,
  ClientAuthenticator,
  ClientCommands,
  ClientKeys,
  ClientIdentities,
  ClientPreparation,
  SecretCommands,
  { provide: SecretGuesses, useFactory: () => new SecretGuesses() },
  SecretHasher,
  SecretPreparation,
  SecretUses,
  SecretVerifier,
];
/** The ways to authenticate a client; adding one here is all it takes. */
const clientMethods = [PublicClientMethod, ClientSecretMethod, PrivateKeyJwtMethod, MutualTlsMethod];
const clientMethodList = {
  provide: CLIENT_METHODS,
  inject: clientMethods,
  useFactory: (...list: ClientMethod[]) => list,
};
/** The grants of the token endpoint, offered or not; adding one here is all it takes. */
const grants = [
  AuthorizationCodeGrantController,
  RefreshTokenGrantController,
  ClientCredentialsGrantController,
  PasswordGrantController,
  DeviceCodeGrantController,
  TokenExchangeGrantController,
];
const grantList = { provide: GRANT_CONTROLLERS, inject: grants, useFactory: (...list: GrantController[]) => list };
/** Where the choices of the context selection page come from, by their names in the configuration. */
const contextSources = {
  provide: CONTEXT_SOURCES,
  inject: [DefaultContextsSource, StaticListSource, FhirSearchSource],
  useFactory: (none: ContextSource, list: ContextSource, search: ContextSource) =>
    new Map([
      ['default_launch_contexts', none],
      ['static_list', list],
      ['fhir_search', search],
    ]),
};
const launches = [
  ContextFinder,
  ContextPages,
  ContextSearches,
  contextSources,
  ContextSelections,
  ContextSources,
  DefaultContextsSource,
  FhirSearchSource,
  LaunchEndpoint,
  Launches,
  SearchSeals,
  SearchTokens,
  StaticListSource,
];
const registration = [
  ClientManagement,
  ClientRegistration,
  InitialAccessTokenEndpoint,
  InitialAccessTokens,
  RegisteredClients,
  Registrants,
  RegistrationQuotas,
  RegistrationTerms,
  SecretRenewal,
  SectorIdentifier,
];
const flow = [
  AnswerDelivery,
  ApprovalPages,
  AuthorizationAnswers,
  AuthorizationFlow,
  DeviceAnswers,
  DeviceAuthorizationEndpoint,
  DevicePages,
  FlowDecisions,
  FlowSteps,
  BackChannelDelivery,
  BackChannelLogout,
  IdTokenHints,
  ImplicitTokens,
  Logout,
  LogoutProofs,
  LogoutEndpoint,
  PendingRequests,
  PushEndpoint,
  PushedRequests,
  RequestObjects,
  RequestReader,
  ConnectedApps,
  ServerDescriptions,
  SessionClients,
  SessionManagement,
  SignIn,
  UserCodes,
  SignInPurposes,
];
const tokens = [
  ActorTokens,
  LocalSubjectTokens,
  {
    provide: SUBJECT_TOKEN_SOURCES,
    inject: [LocalSubjectTokens],
    useFactory: (...sources: SubjectTokenSource[]) => sources,
  },
  AccessTokenForSecret,
  FamilyStarts,
  DpopNonces,
  DpopProofs,
  SenderKeys,
  IntrospectionEndpoint,
  LivePermissions,
  PasswordCheck,
  RevocationEndpoint,
  TokenEndpoint,
  TokenIssuance,
  TokenGate,
  TokenIssuer,
  TokenLookup,
  TokenPermissions,
  TokenRevoker,
  UserInfoEndpoint,
];
const http = [
  // Whatever no controller answers, an unknown address above all, ends on the error page.
  { provide: APP_FILTER, useExisting: PageErrorFilter },
  ClientCors,
  FailureLog,
  FailureRecords,
  FlowReply,
  NonceOffer,
  OAuthErrorFilter,
  PageErrorFilter,
  VisitReader,
];

@Module({
  controllers: [
    AuthorizeController,
    ChangeSecretController,
    DeviceAuthorizationController,
    DeviceController,
    ClientConfigurationController,
    InitialAccessTokenController,
    IntrospectController,
    JwksController,
    ContextSelectionController,
    LaunchController,
    LaunchStyleController,
    LogoutController,
    PreflightController,
    PushController,
    RegisterController,
    RevokeController,
    SecurityTxtController,
    SessionManagementController,
    SignInController,
    TokenController,
    UserAccessBrandsController,
    UserInfoController,
    WellKnownController,
  ],
  providers: [
    ...stores,
    ...clients,
    ...registration,
    ...clientMethods,
    clientMethodList,
    ...grants,
    grantList,
    ...flow,
    ...launches,
    ...tokens,
    ...http,
  ],
  exports: [CLIENT_REGISTRY, CLIENT_SEEDING, PageErrorFilter, OAuthErrorFilter],
})
export class OutboundSmartModule {
  static forRoot({ imports, instances }: OutboundSmartRequirements): DynamicModule {
    const served = new Map(instances.map((instance) => [instance.moduleId, instance]));
    return { module: OutboundSmartModule, imports, providers: [{ provide: OUTBOUND_INSTANCES, useValue: served }] };
  }
}

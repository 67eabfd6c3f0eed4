import { Logger, type ModuleMetadata } from '@nestjs/common';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { RowPurge } from '#database/row-purge.port';
import { APPROVAL_STORE } from './approval.store.js';
import { AUTHORIZATION_CODE_STORE } from './authorization-code.store.js';
import { BACK_CHANNEL_LOGOUT_STORE } from './back-channel-logout.store.js';
import { CLIENT_IDS } from './client-ids.store.js';
import { CLIENT_LIST_STORE } from './client-list.store.js';
import { CLIENT_REGISTRATION_STORE } from './client-registration.store.js';
import { CLIENT_SECRET_STORE } from './client-secret.store.js';
import { CLIENT_USE_STORE } from './client-use.store.js';
import { CLIENT_STORE } from './client.store.js';
import { DEVICE_AUTHORIZATION_STORE } from './device-authorization.store.js';
import { DPOP_PROOF_STORE } from './dpop-proof.store.js';
import { FEDERATED_SESSION_STORE } from './federated-session.store.js';
import { FEDERATED_SIGN_IN_STORE } from './federated-sign-in.store.js';
import { FEDERATED_SIGN_OUT_STORE } from './federated-sign-out.store.js';
import { INITIAL_ACCESS_TOKEN_STORE } from './initial-access-token.store.js';
import { LAUNCH_STORE } from './launch.store.js';
import { PASSWORD_RESET_STORE } from './password-reset.store.js';
import { PENDING_AUTHORIZATION_STORE } from './pending-authorization.store.js';
import { PERSON_GRANT_STORE } from './person-grant.store.js';
import { PUSHED_REQUEST_STORE } from './pushed-request.store.js';
import { QUOTA_STORE } from './quota.store.js';
import { REVOKED_TOKEN_STORE } from './revoked-token.store.js';
import { TERMS_ACCEPTANCE_STORE } from './terms-acceptance.store.js';
import { SAML_REQUEST_STORE } from './saml-request.store.js';
import { TOKEN_FAMILY_STORE } from './token-family.store.js';
import { SqlApprovalStore } from './typeorm/sql-approval.store.js';
import { SqlAuthorizationCodeStore } from './typeorm/sql-authorization-code.store.js';
import { SqlBackChannelLogoutStore } from './typeorm/sql-back-channel-logout.store.js';
import { SqlClientIds } from './typeorm/sql-client-ids.store.js';
import { SqlClientListStore } from './typeorm/sql-client-list.store.js';
import { SqlClientRegistrationStore } from './typeorm/sql-client-registration.store.js';
import { SqlClientSecretStore } from './typeorm/sql-client-secret.store.js';
import { SqlClientUseStore } from './typeorm/sql-client-use.store.js';
import { SqlClientStore } from './typeorm/sql-client.store.js';
import { SqlDeviceAuthorizationStore } from './typeorm/sql-device-authorization.store.js';
import { SqlDpopProofStore } from './typeorm/sql-dpop-proof.store.js';
import { SqlFederatedSessionStore } from './typeorm/sql-federated-session.store.js';
import { SqlFederatedSignInStore } from './typeorm/sql-federated-sign-in.store.js';
import { SqlFederatedSignOutStore } from './typeorm/sql-federated-sign-out.store.js';
import { SqlInitialAccessTokenStore } from './typeorm/sql-initial-access-token.store.js';
import { SqlLaunchStore } from './typeorm/sql-launch.store.js';
import { SqlOutdatedRows } from './typeorm/sql-outdated-rows.js';
import { SqlPasswordResetStore } from './typeorm/sql-password-reset.store.js';
import { SqlPendingAuthorizationStore } from './typeorm/sql-pending-authorization.store.js';
import { SqlPersonGrantStore } from './typeorm/sql-person-grant.store.js';
import { SqlPushedRequestStore } from './typeorm/sql-pushed-request.store.js';
import { SqlQuotaStore } from './typeorm/sql-quota.store.js';
import { SqlRevokedTokenStore } from './typeorm/sql-revoked-token.store.js';
import { SqlTermsAcceptanceStore } from './typeorm/sql-terms-acceptance.store.js';
import { SqlSamlRequestStore } from './typeorm/sql-saml-request.store.js';
import { SqlTokenFamilyStore } from './typeorm/sql-token-family.store.js';
import { SqlUsedAssertionStore } from './typeorm/sql-used-assertion.store.js';
import { SqlUsedAuthorizationJwtStore } from './typeorm/sql-used-authorization-jwt.store.js';
import { SqlUserRegistrationStore } from './typeorm/sql-user-registration.store.js';
import { SqlUsedSamlAssertionStore } from './typeorm/sql-used-saml-assertion.store.js';
import { SqlUserCodeGuessStore } from './typeorm/sql-user-code-guess.store.js';
import { USED_ASSERTION_STORE } from './used-assertion.store.js';
import { USED_AUTHORIZATION_JWT_STORE } from './used-authorization-jwt.store.js';
import { USER_REGISTRATION_STORE } from './user-registration.store.js';
import { USED_SAML_ASSERTION_STORE } from './used-saml-assertion.store.js';
import { USER_CODE_GUESS_STORE } from './user-code-guess.store.js';

/** What is kept in the database. */
export const storesParts: ModuleMetadata = {
  providers: [
    SqlOutdatedRows,
    {
      provide: RowPurge,
      inject: [SqlOutdatedRows, BACKGROUND_WORK],
      useFactory: (outdated: SqlOutdatedRows, background: BackgroundWork) =>
        new RowPurge({
          ...{ rows: 'authorizations', background },
          portion: () => outdated.removePortion(),
          logger: new Logger('OutboundSmart'),
        }),
    },
    { provide: APPROVAL_STORE, useClass: SqlApprovalStore },
    { provide: AUTHORIZATION_CODE_STORE, useClass: SqlAuthorizationCodeStore },
    { provide: BACK_CHANNEL_LOGOUT_STORE, useClass: SqlBackChannelLogoutStore },
    { provide: CLIENT_IDS, useClass: SqlClientIds },
    { provide: CLIENT_LIST_STORE, useClass: SqlClientListStore },
    { provide: CLIENT_SECRET_STORE, useClass: SqlClientSecretStore },
    { provide: CLIENT_REGISTRATION_STORE, useClass: SqlClientRegistrationStore },
    { provide: CLIENT_USE_STORE, useClass: SqlClientUseStore },
    { provide: CLIENT_STORE, useClass: SqlClientStore },
    { provide: DPOP_PROOF_STORE, useClass: SqlDpopProofStore },
    { provide: FEDERATED_SESSION_STORE, useClass: SqlFederatedSessionStore },
    { provide: FEDERATED_SIGN_IN_STORE, useClass: SqlFederatedSignInStore },
    { provide: FEDERATED_SIGN_OUT_STORE, useClass: SqlFederatedSignOutStore },
    { provide: LAUNCH_STORE, useClass: SqlLaunchStore },
    { provide: DEVICE_AUTHORIZATION_STORE, useClass: SqlDeviceAuthorizationStore },
    { provide: INITIAL_ACCESS_TOKEN_STORE, useClass: SqlInitialAccessTokenStore },
    { provide: PASSWORD_RESET_STORE, useClass: SqlPasswordResetStore },
    { provide: PENDING_AUTHORIZATION_STORE, useClass: SqlPendingAuthorizationStore },
    { provide: PERSON_GRANT_STORE, useClass: SqlPersonGrantStore },
    { provide: PUSHED_REQUEST_STORE, useClass: SqlPushedRequestStore },
    { provide: QUOTA_STORE, useClass: SqlQuotaStore },
    { provide: REVOKED_TOKEN_STORE, useClass: SqlRevokedTokenStore },
    { provide: TERMS_ACCEPTANCE_STORE, useClass: SqlTermsAcceptanceStore },
    { provide: SAML_REQUEST_STORE, useClass: SqlSamlRequestStore },
    { provide: TOKEN_FAMILY_STORE, useClass: SqlTokenFamilyStore },
    { provide: USED_ASSERTION_STORE, useClass: SqlUsedAssertionStore },
    { provide: USED_AUTHORIZATION_JWT_STORE, useClass: SqlUsedAuthorizationJwtStore },
    { provide: USER_REGISTRATION_STORE, useClass: SqlUserRegistrationStore },
    { provide: USED_SAML_ASSERTION_STORE, useClass: SqlUsedSamlAssertionStore },
    { provide: USER_CODE_GUESS_STORE, useClass: SqlUserCodeGuessStore },
  ],
};

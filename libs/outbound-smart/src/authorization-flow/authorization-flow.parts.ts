import type { ModuleMetadata } from '@nestjs/common';
import { AnswerDelivery } from './answers/answer-delivery.js';
import { AuthorizationAnswers } from './answers/authorization-answers.js';
import { ImplicitTokens } from './answers/implicit-tokens.js';
import { ApprovalPages } from './approval/approval-pages.js';
import { AuthorizationFlow } from './authorization-flow.js';
import { AuthorizeController } from './authorize.controller.js';
import { ApprovalController } from './approval/approval.controller.js';
import { ContextPages } from './context-selection/context-pages.js';
import { ContextSearches } from './context-selection/context-searches.js';
import { ContextSelectionController } from './context-selection/context-selection.controller.js';
import { ContextSelections } from './context-selection/context-selections.js';
import { FlowDecisions } from './flow-decisions.js';
import { FlowSteps } from './flow-steps.js';
import { OwnPageVisits } from './own-page-visits.js';
import { IdTokenHints } from './requests/id-token-hints.js';
import { PendingRequests } from './requests/pending-requests.js';
import { PushEndpoint } from './requests/push-endpoint.js';
import { PushController } from './requests/push.controller.js';
import { PushedRequests } from './requests/pushed-requests.js';
import { RequestObjects } from './requests/request-objects.js';
import { RequestReader } from './requests/request-reader.js';
import { CodeChecks } from './second-factor/code-checks.js';
import { FactorChanges } from './second-factor/factor-changes.js';
import { RecoveryCodePages } from './second-factor/recovery-code-pages.js';
import { RecoveryCodesController } from './second-factor/recovery-codes.controller.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import { SecondFactorPages } from './second-factor/second-factor-pages.js';
import { SecondFactorPasskeys } from './second-factor/second-factor-passkeys.js';
import { SecondFactorSignIn } from './second-factor/second-factor-sign-in.js';
import { SessionRenewals } from './second-factor/session-renewals.js';
import { UnfinishedSignIns } from './second-factor/unfinished-sign-ins.js';
import { Arrivals } from './sign-in/arrivals.js';
import { OtherSideFailures } from './sign-in/other-side-failures.js';
import { SessionStarts } from './sign-in/session-starts.js';
import { SelfCareLinks } from './sign-in/self-care-links.js';
import { SignInPurposes } from './sign-in/sign-in-purposes.js';
import { SignInRecords } from './sign-in/sign-in-records.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignIn } from './sign-in/sign-in.js';
import { TermsOfService } from './terms/terms-of-service.js';
import { TermsController } from './terms/terms.controller.js';

/** /oauth/authorize: requests, the pages a person sees, answers. */
export const authorizationFlowParts: ModuleMetadata = {
  controllers: [
    AuthorizeController,
    ApprovalController,
    ContextSelectionController,
    PushController,
    RecoveryCodesController,
    SecondFactorController,
    SignInController,
    TermsController,
  ],
  providers: [
    AnswerDelivery,
    ApprovalPages,
    Arrivals,
    AuthorizationAnswers,
    AuthorizationFlow,
    CodeChecks,
    ContextPages,
    ContextSearches,
    ContextSelections,
    FactorChanges,
    FlowDecisions,
    FlowSteps,
    IdTokenHints,
    ImplicitTokens,
    OtherSideFailures,
    OwnPageVisits,
    PendingRequests,
    PushEndpoint,
    PushedRequests,
    RecoveryCodePages,
    RequestObjects,
    RequestReader,
    SecondFactorPages,
    SecondFactorPasskeys,
    SecondFactorSignIn,
    SessionRenewals,
    SessionStarts,
    SelfCareLinks,
    SignIn,
    SignInPurposes,
    TermsOfService,
    SignInRecords,
    UnfinishedSignIns,
  ],
};

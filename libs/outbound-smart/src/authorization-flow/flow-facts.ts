import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { SecondFactorStep } from '#protocol/second-factor/second-factor';
import type { AcrStanding } from '#protocol/oidc/authentication-context';
import type { LaunchResource } from '#protocol/smart/launch-context';
import type { ContextOffer, ContextOffers } from '../launch/context-offer.js';
import type { TermsAnswer } from './terms/terms-form.js';
import type { ApprovalDecision, ApprovalFacts, ApprovalMemory, ScopeChoice } from './approval/approval-choices.js';

/** Who is signed in, as far as the next step depends on it. */
export interface SignedInPerson {
  /** `sub` of the person. */
  readonly subject: string;
  readonly authTime: Date;
  /** When they came by a sign-in here, whenever they proved who they are. */
  readonly arrivedAt: Date;
}

/** How the person stands to second factors. */
export interface SecondFactorFacts {
  /** What is due whatever is asked for: by the account, or by the app. */
  readonly due: SecondFactorStep;
  /** What could be done for the sake of the level of assurance that is asked for; `none` where it was done. */
  readonly possible: SecondFactorStep;
  /** How the sign-in would stand to that level with a second factor. */
  readonly acrStanding: AcrStanding;
}

/** Everything the next step of an authorization depends on. */
export interface FlowFacts extends ApprovalFacts {
  readonly request: AuthorizationRequest;
  readonly now: Date;
  /** Arrival of a stored request; a sign-in asked for by `prompt=login` must be later. Absent: it arrives right now. */
  readonly startedAt?: Date;
  readonly person?: SignedInPerson;
  /** Whether no sign-in counts for a later request (property `new_session_for_each_flow`). */
  readonly signsInForEachFlow?: boolean;
  /** Subject of a valid `id_token_hint`; only this person will do (OIDC Core §3.1.2.1). */
  readonly hintedSubject?: string;
  /** Subject of the person whom the EHR launched the app for; only this person will do (ruling 41). */
  readonly launchedFor?: string;
  /** How the sign-in, or none, stands to the level of assurance that is asked for. */
  readonly acrStanding: AcrStanding;
  /** What the person has to prove before anything else is asked, and what could be proved beside it. Absent: nobody is there. */
  readonly secondFactor?: SecondFactorFacts;
  /** Version of the terms of service that the person has yet to agree to. */
  readonly openTerms?: string;
  readonly termsAnswer?: TermsAnswer;
  /** What the app could work on; absent = not looked up yet, which makes sense only once the right person is there. */
  readonly contexts?: ContextOffers;
  /** A script may say what is in context, and who the person is in FHIR, when the tokens are made: scopes about it are settled then. */
  readonly mayFollow?: boolean;
  readonly decision?: ApprovalDecision;
  /** Whether the app would have power over the server by the person. */
  readonly givesPower?: boolean;
  /** Whether the app would get power over the server that it does not have itself: no approval but one for this very request counts. */
  readonly gainsPower?: boolean;
}

/** What the app is to work on. */
interface InContext {
  readonly resources: readonly LaunchResource[];
}

/** What has to happen next. */
export type NextStep =
  | { readonly kind: 'sign-in' }
  /** The person is the right one, and has more to prove. */
  | { readonly kind: 'second-factor' }
  | { readonly kind: 'ask-terms'; readonly version: string }
  /** The person agreed: to be kept, and asked again what is next. */
  | { readonly kind: 'accept-terms'; readonly version: string }
  /** The facts lack the contexts; ask again with them. */
  | { readonly kind: 'look-up-contexts' }
  | { readonly kind: 'select-context'; readonly offer: ContextOffer }
  | (InContext & {
      readonly kind: 'approve';
      readonly choices: readonly ScopeChoice[];
      readonly grantable: readonly string[];
    })
  | (InContext & { readonly kind: 'respond'; readonly scopes: readonly string[]; readonly memory: ApprovalMemory })
  | { readonly kind: 'refuse'; readonly error: OAuthError; readonly memory?: ApprovalMemory };

/** What a person would have to do. */
const tasks = {
  login_required: 'The person must sign in',
  interaction_required: 'The person must choose what the app is to work on',
  consent_required: 'The person must approve the scopes',
} as const;

/** A step that needs the person, or the error that stands for it where nobody may be asked (OIDC Core §3.1.2.6). */
export function unlessSilent(
  { request }: FlowFacts,
  code: keyof typeof tasks,
  step: NextStep,
  task: string = tasks[code],
): NextStep {
  if (!request.prompt.includes('none')) return step;
  const description = `${task}, and prompt=none forbids to ask.`;
  return { kind: 'refuse', error: new OAuthError(code, description, { parameter: 'prompt' }) };
}

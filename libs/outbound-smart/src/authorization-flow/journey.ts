import type { ClientDefinition } from '#protocol/client/client';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { PresetAnswer } from '../launch/context-offer.js';
import type { Launch } from '../stores/launch.store.js';
import type { ApprovalDecision } from './approval/approval-choices.js';
import type { SelectionAnswer } from './context-selection/selection-form.js';
import type { HeldRequest } from './requests/pending-requests.js';
import type { TermsAnswer } from './terms/terms-form.js';
import type { Visit } from './visit.js';

/** An authorization request on its way, stored or just arrived. */
export interface Journey {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly request: AuthorizationRequest;
  readonly visit: Visit;
  readonly held?: HeldRequest;
  readonly decision?: ApprovalDecision;
  /** Posted from the page of the terms of service. */
  readonly termsAnswer?: TermsAnswer;
  /** Posted from the context selection page. */
  readonly selection?: SelectionAnswer;
  /** Key of a context that the person wants to choose again. */
  readonly reselect?: string;
  /** The sealed search for it that the address has. */
  readonly search?: string;
}

/** A journey whose decisions are being noted. */
export interface TracedJourney extends Journey {
  readonly trace: DecisionTrace;
}

/** A journey of which it is known who is there, and what the EHR ordered. */
export interface Situation extends TracedJourney {
  readonly user?: DirectoryUser;
  readonly launch?: Launch;
  /** What the script gave the person to choose from, where it was asked. */
  readonly preset?: PresetAnswer;
}

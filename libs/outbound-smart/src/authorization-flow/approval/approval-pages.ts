import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { ClientDefinition } from '#protocol/client/client';
import { incarnationOf } from '#protocol/client/incarnation';
import { needKey } from '#protocol/smart/context-need';
import type { LaunchResource } from '#protocol/smart/launch-context';
import { resourceNoun } from '#protocol/smart/resource-words';
import { describeScope } from '#protocol/smart/scope-description';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { APPROVAL_STORE, type ApprovalStore } from '../../stores/approval.store.js';
import { accessLifetimeSeconds, lifetimeText } from '../answers/access-lifetime.js';
import { formTargets } from '../answers/form-targets.js';
import type { FlowOutcome } from '../flow-result.js';
import type { HeldRequest } from '../requests/pending-requests.js';
import { resumptionPath } from '../resumption.js';
import { signInPath } from '../sign-in/sign-in-path.js';
import type { Visit } from '../visit.js';
import { aboutApp } from './about-app.js';
import type { ScopeChoice } from './approval-choices.js';
import { contextTagOf } from './context-tag.js';
import { givesPower } from './server-powers.js';
import { shownPerson } from '../../texts/shown-person.js';

/** What the field `remember` may say where the client's approvals are remembered. */
const REMEMBER_OPTIONS = ['until-revoked', 'none'] as const;

/** What the approval page is about. */
export interface ApprovalQuestion {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly user: UserSessionDetails;
  readonly visit: Visit;
  readonly held: HeldRequest;
  readonly choices: readonly ScopeChoice[];
  /** Everything the app would get, shown or not. */
  readonly grantable: readonly string[];
  /** What it would work on. */
  readonly resources: readonly LaunchResource[];
}

/** Asks the person for approval, and knows what was approved before. */
@Injectable()
export class ApprovalPages {
  constructor(
    @Inject(APPROVAL_STORE) private readonly store: ApprovalStore,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
  ) {}

  /** Scopes this person approved for this client earlier; none for clients that do not remember. */
  async remembered(
    instance: OutboundSmartInstance,
    client: ClientDefinition,
    user: UserSessionDetails,
  ): Promise<readonly string[]> {
    if (!client.rememberApprovedScopes) return [];
    const { clientId } = client;
    const key = { moduleId: instance.moduleId, clientId, userPid: user.pid, ...incarnationOf(client) };
    return this.store.approvedScopes(key);
  }

  /** The approval page of a waiting request. */
  page(question: ApprovalQuestion): FlowOutcome {
    const { instance, client, user, visit, held, choices, grantable, resources } = question;
    const base = instance.publicPath;
    const accessTokenValiditySeconds = accessLifetimeSeconds(instance, client, held.request);
    const model = {
      basePath: base,
      clientId: client.clientId,
      clientName: client.clientName,
      user: shownPerson(user),
      scopes: choices.map((choice) => scopeModel(choice, client)),
      contexts: chosenContexts(question),
      contextTag: contextTagOf(resources, givesPower(client, user)),
      action: `${base}/oauth/authorize`,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      interaction: held.handle,
      formTargets: formTargets(client, held.request),
      switchUserUrl: base + signInPath(held.handle),
      ...(held.request.redirectUri !== '' && { redirectUri: held.request.redirectUri }),
      ...(held.request.state !== undefined && { state: held.request.state }),
      ...aboutApp(client, user, held.request.redirectUri),
      ...(client.rememberApprovedScopes && { rememberOptions: REMEMBER_OPTIONS }),
      lifetimeText: lifetimeText({ ...client, accessTokenValiditySeconds }, grantable),
    };
    return { result: { kind: 'page', page: 'approve', model, status: 200 }, cookies: visit.cookies };
  }
}

function scopeModel({ scope, required, allowedBy, part }: ScopeChoice, { scopeDescriptions }: ClientDefinition) {
  const words = describeScope(scope, scopeDescriptions);
  if (allowedBy !== undefined) return { ...words, required: true, allowedBy };
  if (part === undefined) return { ...words, required };
  const { title } = describeScope(part.of, scopeDescriptions);
  return { ...words, required, partOf: part.of, partOfTitle: title, partLabel: part.label };
}

/** What this very person chose for the app to work on, and where to choose again. */
function chosenContexts({ instance, user, held: { handle, selections } }: ApprovalQuestion) {
  const chosen = selections.filter(({ userPid, id }) => userPid === user.pid && id !== undefined);
  return chosen.map((selection) => {
    const changeUrl = instance.publicPath + resumptionPath(handle, { select: needKey(selection) });
    const resourceType = selection.type;
    return { noun: resourceNoun(resourceType), resourceType, display: selection.display ?? '', changeUrl };
  });
}

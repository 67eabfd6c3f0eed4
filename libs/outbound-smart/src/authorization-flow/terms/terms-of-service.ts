import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { TERMS_ACCEPTANCE_STORE, type TermsAcceptanceStore } from '../../stores/terms-acceptance.store.js';
import { formTargets } from '../answers/form-targets.js';
import { flowIdOf } from '../flow-id.js';
import type { FlowOutcome } from '../flow-result.js';
import type { HeldRequest } from '../requests/pending-requests.js';
import { signInPath } from '../sign-in/sign-in-path.js';
import type { Visit } from '../visit.js';
import { shownPerson } from '../../texts/shown-person.js';

/** A person before the terms of service, on the way to an app. */
export interface TermsScene {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly user: UserSessionDetails;
  readonly visit: Visit;
  readonly held: HeldRequest;
  readonly version: string;
}

/** Asks people to agree to the terms of service, and keeps who agreed to which (product reference 18). */
@Injectable()
export class TermsOfService {
  constructor(
    @Inject(TERMS_ACCEPTANCE_STORE) private readonly store: TermsAcceptanceStore,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  /** The version that this person has yet to agree to. */
  async openVersion(
    { moduleId, options }: OutboundSmartInstance,
    { pid: userPid }: UserSessionDetails,
  ): Promise<string | undefined> {
    const { version } = options.terms;
    if (version === undefined || (await this.store.isAccepted({ moduleId, userPid, version }))) return undefined;
    return version;
  }

  page({ instance, client, user, visit, held, version }: TermsScene): FlowOutcome {
    const { publicPath: basePath, terms } = instance;
    const model = {
      basePath,
      clientId: client.clientId,
      clientName: client.clientName,
      user: shownPerson(user),
      ...{ version, text: terms?.plain ?? '', parts: terms?.parts ?? [] },
      action: `${basePath}/oauth/terms`,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      interaction: held.handle,
      formTargets: formTargets(client, held.request),
      switchUserUrl: basePath + signInPath(held.handle),
    };
    return { result: { kind: 'page', page: 'terms-of-service', model, status: 200 }, cookies: visit.cookies };
  }

  /** Keeps that the person agreed; told on record the first time. */
  async accept({ instance: { moduleId }, client, user, visit, held, version }: TermsScene): Promise<void> {
    const { pid: userPid, username } = user;
    if (!(await this.store.accept({ moduleId, userPid, version }))) return;
    await this.audit.record({
      ...{ moduleId, kind: 'TERMS_ACCEPTANCE', outcome: 'success', userPid, username, detail: { version } },
      ...{ clientId: client.clientId, remoteAddress: visit.remoteAddress, flowId: flowIdOf(held) },
    });
  }
}

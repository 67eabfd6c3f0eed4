import { Inject, Injectable } from '@nestjs/common';
import type { Wording } from '#protocol/phrase';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { CLIENT_REGISTRY, type ClientRegistry } from '../../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { formTargets } from '../answers/form-targets.js';
import { flowIdOf } from '../flow-id.js';
import { InteractionError } from '../interaction-error.js';
import { ownPageOf, type OwnPage } from '../own-page.js';
import { PendingRequests, type HeldRequest } from '../requests/pending-requests.js';
import { resumptionPath } from '../resumption.js';
import type { Visit } from '../visit.js';

/** What a person signs in for: the waiting request of an app, or a page of ours. */
export interface SignInPurpose {
  readonly handle: string;
  /** Where the person goes on, below the module's base path. */
  readonly continueAt: string;
  /** Empty where no app is behind it. */
  readonly clientId: string;
  readonly clientName: Wording;
  /** User name to start with. */
  readonly username: string;
  readonly formTargets: readonly string[];
  /** Ids for the audit record. */
  readonly ids: { readonly clientId?: string; readonly flowId?: string };
  /** The stored request, where there is one. */
  readonly held?: HeldRequest;
}

/** Knows what a sign-in is for, by the handle that page and form carry. */
@Injectable()
export class SignInPurposes {
  constructor(
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    private readonly pending: PendingRequests,
  ) {}

  /** @throws InteractionError when nothing waits for a sign-in in this browser */
  async ofPage(instance: OutboundSmartInstance, handle: string | undefined, visit: Visit): Promise<SignInPurpose> {
    const page = ownPageOf(handle);
    if (page !== undefined) return ofOwnPage(page);
    const held = await this.pending.recall(instance, visit.browser, handle).catch((error: unknown) => {
      throw isDeadLink(handle, error) ? new InteractionError('unknown-interaction') : error;
    });
    return this.ofRequest(instance, held);
  }

  /** @throws InteractionError when the form is not this browser's, or nothing waits for it */
  async ofForm(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<SignInPurpose> {
    const handle = form.get('interaction');
    const page = ownPageOf(handle);
    if (page === undefined) {
      await this.pending.assertOwnAnswer(instance, visit, form);
      return this.ofRequest(instance, await this.pending.recall(instance, visit.browser, handle));
    }
    this.pending.assertOwnForm(visit.browser, form.get('_csrf'), page);
    return ofOwnPage(page);
  }

  private async ofRequest(instance: OutboundSmartInstance, held: HeldRequest): Promise<SignInPurpose> {
    const { clientId, handle, request } = held;
    const client = await this.clients.find(instance.moduleId, clientId);
    return {
      handle,
      clientId,
      clientName: client?.clientName ?? clientId,
      continueAt: resumptionPath(handle),
      username: held.typedUsername ?? request.loginHint ?? '',
      formTargets: formTargets(client, request),
      ids: { clientId, flowId: flowIdOf(held) },
      held,
    };
  }
}

/** What somebody signs in for who asked for a page of ours. */
export function ofOwnPage({ handle, path, title }: OwnPage): SignInPurpose {
  return { handle, continueAt: path, clientId: '', clientName: title, username: '', formTargets: [], ids: {} };
}

/** A link that never led to a request, as opposed to one whose time is over: error page with 404 (ruling 5). */
function isDeadLink(handle: string | undefined, error: unknown): boolean {
  const isOurs = handle !== undefined && /^ghi_[\w-]{43}$/.test(handle);
  return !isOurs && error instanceof InteractionError && error.problem === 'expired-interaction';
}

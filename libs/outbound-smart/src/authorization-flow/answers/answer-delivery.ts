import { Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { sha256Base64Url } from '#protocol/hash';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { errorResponse, successResponse } from '#protocol/oauth2/authorization-response';
import type { OAuthError } from '#protocol/oauth2/oauth-error';
import type { Redirection } from '#protocol/oauth2/redirection';
import { DeviceAnswers, deviceDonePage } from '../../device/device-answers.js';
import { oauthPhrase } from '../../http/failures/oauth-phrase.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { FlowResult } from '../flow-result.js';
import { answeredAlready } from './answered-already.js';
import { ImplicitTokens, type ImplicitApproval } from './implicit-tokens.js';
import { leavePage } from './leave-page.js';

/** Where an answer goes: by redirect, or to the device that the request came from. */
export type Destination = Redirection & Pick<AuthorizationRequest, 'pushedHash' | 'deviceCodeHash'>;

/** A refusal that has been recorded. */
export interface RecordedRefusal {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly redirection: Destination;
  readonly error: OAuthError;
  readonly reference: string;
  /** The person answered, and knows where the answer goes. */
  readonly isPersons: boolean;
}

/** Hands an answer over to whoever asked: a code or tokens by redirect, or a word to the device that waits. */
@Injectable()
export class AnswerDelivery {
  constructor(
    private readonly implicit: ImplicitTokens,
    private readonly devices: DeviceAnswers,
  ) {}

  /**
   * Lays claim to the device that a request came from, with the code it may redeem or without one.
   * @throws InteractionError answered-already — it has another answer, or gave up
   */
  async claimDevice(
    instance: OutboundSmartInstance,
    { deviceCodeHash, redirectUri }: Destination,
    { clientId }: ClientDefinition,
    codeHash?: string,
  ): Promise<void> {
    if (deviceCodeHash === undefined) return;
    const claimed =
      codeHash === undefined
        ? await this.devices.refuse(instance, deviceCodeHash)
        : await this.devices.allow(instance, deviceCodeHash, codeHash);
    if (!claimed) throw answeredAlready({ clientId, redirectUri });
  }

  async granted(approval: Omit<ImplicitApproval, 'codeHash'>, code: string): Promise<FlowResult> {
    const { instance, client, request } = approval;
    if (request.deviceCodeHash !== undefined) return deviceDonePage(instance, client, { allowed: true });
    const codeHash = sha256Base64Url(code);
    const answer =
      request.responseType === 'code' ? { code } : await this.implicit.parameters({ ...approval, codeHash });
    return { kind: 'response', response: successResponse(request, answer, instance.issuer) };
  }

  refused({ instance, client, redirection, error, reference, isPersons }: RecordedRefusal): FlowResult {
    const reason = isPersons ? {} : { reason: oauthPhrase(error) };
    if (redirection.deviceCodeHash !== undefined)
      return deviceDonePage(instance, client, { allowed: false, ...reason });
    const response = errorResponse(redirection, error, instance.issuer);
    const asksFirst = client.untrusted === true && !isPersons;
    return asksFirst ? leavePage({ instance, client, response, reference }) : { kind: 'response', response };
  }
}

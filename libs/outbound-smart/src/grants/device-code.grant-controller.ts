import { Inject, Injectable } from '@nestjs/common';
import { sha256Base64Url } from '#protocol/hash';
import { audienceToClaim, narrowAudience } from '#protocol/oauth2/audience';
import { DEVICE_CODE_GRANT } from '#protocol/oauth2/device-authorization';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { readDeviceCodeRequest } from '#protocol/oauth2/token-request';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import {
  AUTHORIZATION_CODE_STORE,
  type AuthorizationCodeStore,
  type CodeRedemption,
} from '../stores/authorization-code.store.js';
import {
  DEVICE_AUTHORIZATION_STORE,
  type DeviceAuthorizationStore,
  type DeviceStanding,
} from '../stores/device-authorization.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { CodeRedeemer } from './code-redeemer.js';
import type { GrantLoss } from './grant-holders.js';
import type { GrantController, GrantRequest } from './grant.port.js';

/**
 * A device asks whether its person has answered (RFC 8628 §3.4). What the person allowed is a code that never left the server; the poll
 * that finds it redeems it, once.
 */
@Injectable()
export class DeviceCodeGrantController implements GrantController {
  readonly grantType = DEVICE_CODE_GRANT;
  readonly clientGrantType = 'DEVICE_CODE';
  readonly clientMustAuthenticate = false;
  readonly claimsOneTimeValue = true;
  readonly continuesRequest = true;

  constructor(
    @Inject(DEVICE_AUTHORIZATION_STORE) private readonly devices: DeviceAuthorizationStore,
    @Inject(AUTHORIZATION_CODE_STORE) private readonly codes: AuthorizationCodeStore,
    private readonly redeemer: CodeRedeemer,
  ) {}

  isOffered({ options }: OutboundSmartInstance): boolean {
    return options.device.enabled;
  }

  /**
   * @throws OAuthError authorization_pending, slow_down, access_denied, expired_token (RFC 8628 §3.5); invalid_grant — the code is unknown,
   * spent or another client's; invalid_target — `resource`
   */
  async authorize(request: GrantRequest): Promise<Authorization> {
    const { instance, client, parameters } = request;
    const { deviceCode } = readDeviceCodeRequest(parameters);
    const standing = await this.devices.poll(instance.moduleId, client.clientId, sha256Base64Url(deviceCode));
    if (standing.kind !== 'allowed') throw refusalOf(standing.kind);
    const redemption = redemptionOf(request, standing.codeHash);
    const redeemed = await this.redeemer.redeem(request, redemption, { grantType: 'device_code', lost });
    if (redeemed === undefined) throw await this.whyNot(request, redemption);
    return redeemed;
  }

  giveBack(request: GrantRequest, authorization: Authorization): Promise<void> {
    return this.redeemer.giveBack(request, authorization);
  }

  private async whyNot({ parameters }: GrantRequest, redemption: CodeRedemption): Promise<OAuthError> {
    const { reason, audience = [] } = await this.codes.refusal(redemption);
    if (reason === 'audience') narrowAudience(parameters, audience);
    return refused(reason);
  }
}

function redemptionOf({ instance, client, parameters }: GrantRequest, codeHash: string): CodeRedemption {
  const audience = audienceToClaim(parameters);
  const { moduleId } = instance;
  return { moduleId, clientId: client.clientId, codeHash, redirectUri: '', ...(audience && { audience }) };
}

function refusalOf(kind: Exclude<DeviceStanding['kind'], 'allowed'>): OAuthError {
  switch (kind) {
    case 'pending':
      return new OAuthError('authorization_pending', 'The person has not answered yet; ask again later.');
    case 'too-early':
      return new OAuthError('slow_down', 'Wait five seconds longer between two requests from now on.');
    case 'denied':
      return new OAuthError('access_denied', 'The person did not allow it.');
    case 'expired':
      return new OAuthError('expired_token', 'The device code has expired; ask for a new one.');
    default:
      return refused(kind);
  }
}

function lost(what: GrantLoss): OAuthError {
  if (what === 'account') return refused('the account is gone, locked or disabled');
  const description = 'The browser session in which the person allowed this is over, and online_access ends with it.';
  return new OAuthError('invalid_grant', description);
}

function refused(cause: string): OAuthError {
  const description = 'The device code is unknown, spent or was issued to another client.';
  return new OAuthError('invalid_grant', description, { cause });
}

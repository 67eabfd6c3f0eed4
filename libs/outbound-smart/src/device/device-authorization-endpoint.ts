import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { sha256Base64Url } from '#protocol/hash';
import { refuseAuthorizationDetails } from '#protocol/oauth2/authorization-details';
import { readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import {
  deviceAuthorizationResponse,
  readDeviceAuthorizationRequest,
  type DeviceAuthorizationRequest,
} from '#protocol/oauth2/device-authorization';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { newUserCode } from '#protocol/oauth2/user-code';
import { randomToken } from '#protocol/random';
import { decideScopes } from '#protocol/smart/scope-policy';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import { ClientAuthenticator } from '../client-authentication/client-authenticator.js';
import { networkOf } from '#protocol/network-of';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { protectedResources } from '../instances/protected-resources.js';
import { noted, provenClient } from '../refusals/refusal-notes.js';
import {
  DEVICE_AUTHORIZATION_STORE,
  type DeviceAuthorizationStore,
  type NewDeviceAuthorization,
} from '../stores/device-authorization.store.js';
import { shownToScripts } from '../grants/shown-to-scripts.js';
import { assertMayUseDevice } from './device-clients.js';
import { UserCodes } from './user-codes.js';

/**
 * Devices that may wait at once. Each makes a guessed user code more likely to be right; and since a public client is whoever names it, neither one
 * network nor one client may take the places of all others.
 */
const MOST_WAITING = { inAll: 10_000, ofClient: 5_000, ofNetwork: 200 };
/** Tries to find a user code that no other device has: with as many waiting as may, one in two million is taken. */
const TRIES = 5;

/** Gives a device its codes (RFC 8628 §3.1, §3.2). */
@Injectable()
export class DeviceAuthorizationEndpoint {
  constructor(
    @Inject(DEVICE_AUTHORIZATION_STORE) private readonly devices: DeviceAuthorizationStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly authenticator: ClientAuthenticator,
    private readonly codes: UserCodes,
  ) {}

  /**
   * @throws OAuthError invalid_client, unauthorized_client, invalid_scope or invalid_target; temporarily_unavailable, with Retry-After — too many
   * devices wait
   * @throws NotFoundException this module does not offer the grant
   */
  async start(call: AuthenticatedCall): Promise<Readonly<Record<string, unknown>>> {
    const { instance, parameters, authorization } = call;
    if (!instance.options.device.enabled) throw new NotFoundException();
    parameters.assertWellFormed();
    const presented = readPresentedCredentials(authorization, parameters);
    const { client } = await this.authenticator.authenticate(call, presented);
    try {
      return await this.answer(call, client);
    } catch (error) {
      throw noted(error, provenClient(client));
    }
  }

  private async answer({ instance, parameters, remoteAddress }: AuthenticatedCall, client: ClientDefinition) {
    const { options, baseUrl, moduleId } = instance;
    assertMayUseDevice(client, instance);
    refuseAuthorizationDetails(parameters);
    const asked = readDeviceAuthorizationRequest(parameters, { ...protectedResources(instance), client });
    const request = { ...asked, ...shownToScripts(instance, parameters) };
    assertGrantable(instance, client, request);
    const deviceCode = randomToken('ghv_');
    const network = networkOf(remoteAddress);
    const userCode = await this.add(instance, client, {
      deviceCodeHash: sha256Base64Url(deviceCode),
      network,
      request,
    });
    const detail = { scopes: request.scopes };
    const who = { clientId: client.clientId, remoteAddress };
    await this.audit.record({ moduleId, kind: 'DEVICE_AUTHORIZATION', outcome: 'success', ...who, detail });
    const verificationUri = `${baseUrl}/device`;
    const times = { expiresIn: options.device.codeLifetimeSeconds, interval: options.device.pollSeconds };
    return deviceAuthorizationResponse({ deviceCode, userCode, verificationUri, ...times });
  }

  /** Stores the device under a user code of its own, and returns that. */
  private async add(
    { moduleId, options }: OutboundSmartInstance,
    { clientId }: ClientDefinition,
    device: Pick<NewDeviceAuthorization, 'deviceCodeHash' | 'network' | 'request'>,
  ): Promise<string> {
    const times = { lifetimeSeconds: options.device.codeLifetimeSeconds, intervalSeconds: options.device.pollSeconds };
    for (let turn = 0; turn < TRIES; turn++) {
      const userCode = newUserCode();
      const userCodeHash = this.codes.hash(moduleId, userCode);
      const added = await this.devices.add({ moduleId, clientId, userCodeHash, ...device, ...times }, MOST_WAITING);
      if (added.kind === 'added') return userCode;
      if (added.kind === 'full') throw tooMany(added.retryAfterSeconds);
    }
    throw new OAuthError('temporarily_unavailable', 'No user code could be made. Try again.');
  }
}

function tooMany(retryAfterSeconds: number): OAuthError {
  return new OAuthError('temporarily_unavailable', 'Too many devices wait for a person; try again later', {
    retryAfterSeconds,
  });
}

/** What could never be granted is refused before a person is asked. */
function assertGrantable(
  { options }: OutboundSmartInstance,
  client: ClientDefinition,
  { scopes }: DeviceAuthorizationRequest,
): void {
  const requested = scopes.length === 0 ? undefined : scopes;
  decideScopes({ requested, client, trace: new DecisionTrace(), strict: options.access.rejectsUnlistedScopes });
}

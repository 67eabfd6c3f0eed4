import { Inject, Injectable } from '@nestjs/common';
import type { Phrase } from '#protocol/phrase';
import type { ClientDefinition } from '#protocol/client/client';
import type { FlowResult } from '../authorization-flow/flow-result.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { DEVICE_AUTHORIZATION_STORE, type DeviceAuthorizationStore } from '../stores/device-authorization.store.js';

/** Takes a person's answer to the device that waits for it (RFC 8628 §3.3). */
@Injectable()
export class DeviceAnswers {
  constructor(@Inject(DEVICE_AUTHORIZATION_STORE) private readonly devices: DeviceAuthorizationStore) {}

  /** Leaves the device the code that its next poll redeems; false when it has another answer already, or gave up. */
  async allow({ moduleId }: OutboundSmartInstance, deviceCodeHash: string, codeHash: string): Promise<boolean> {
    return this.devices.decide(moduleId, deviceCodeHash, codeHash);
  }

  /** The same for a refusal. */
  async refuse({ moduleId }: OutboundSmartInstance, deviceCodeHash: string): Promise<boolean> {
    return this.devices.decide(moduleId, deviceCodeHash, undefined);
  }
}

/** Tells the person to go back to the device, and why it got nothing where that was not the person's own decision. */
export function deviceDonePage(
  { publicPath: basePath }: OutboundSmartInstance,
  { clientId, clientName }: ClientDefinition,
  outcome: { readonly allowed: boolean; readonly reason?: Phrase },
): FlowResult {
  return { kind: 'page', page: 'device-done', model: { basePath, clientId, clientName, ...outcome }, status: 200 };
}

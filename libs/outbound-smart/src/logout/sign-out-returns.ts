import { Inject, Injectable } from '@nestjs/common';
import { sha256Base64Url } from '#protocol/hash';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { FEDERATED_SIGN_OUT_STORE, type FederatedSignOutStore } from '../stores/federated-sign-out.store.js';
import { signedOut } from './signed-out.js';

/** Leads people who come back from the sign-out at another server to where their app wanted them, once. */
@Injectable()
export class SignOutReturns {
  constructor(
    @Inject(FEDERATED_SIGN_OUT_STORE) private readonly signOuts: FederatedSignOutStore,
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
  ) {}

  /** The page that says so for whatever is not known here: there is nothing to protect, and nothing to tell. */
  async goOn(instance: OutboundSmartInstance, state: string | undefined): Promise<FlowOutcome> {
    const { moduleId } = instance;
    const signOut = state === undefined ? undefined : await this.signOuts.claim(moduleId, sha256Base64Url(state));
    const { location, clientId } = signOut ?? {};
    const client = clientId === undefined ? undefined : await this.clients.find(moduleId, clientId);
    const goesOn = location !== undefined && client && { location, client };
    return signedOut({ instance, wantsPage: true }, { cookies: [], ...goesOn });
  }
}

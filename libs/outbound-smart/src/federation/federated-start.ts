import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  SERVER_METADATA,
  type ServerMetadata,
  type ServerMetadataSource,
} from '#oidc-server-definition/server-metadata.port';
import { upstreamHints } from '#protocol/federation/upstream-hints';
import { sha256Base64Url } from '#protocol/hash';
import { networkOf } from '#protocol/network-of';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { randomToken } from '#protocol/random';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { ownPageOf } from '../authorization-flow/own-page.js';
import { tooManyWaiting } from '../authorization-flow/requests/too-many-waiting.js';
import { SignInPurposes } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { FEDERATED_SIGN_IN_STORE, type FederatedSignInStore } from '../stores/federated-sign-in.store.js';
import { FederatedFailures } from './federated-failures.js';
import { FederatedServers } from './federated-servers.js';
import type { FederatedVisit } from './federated-visit.js';
import { SignInMemories, type SignInMemory } from './sign-in-memory.js';
import { upstreamAddress } from './upstream-address.js';

/** Seconds in which a person has to come back. */
const LIFETIME = 600;

/** Sends people to another server to sign in. */
@Injectable()
export class FederatedStart {
  constructor(
    @Inject(FEDERATED_SIGN_IN_STORE) private readonly store: FederatedSignInStore,
    @Inject(SERVER_METADATA) private readonly metadata: ServerMetadataSource,
    private readonly servers: FederatedServers,
    private readonly purposes: SignInPurposes,
    private readonly memories: SignInMemories,
    private readonly failures: FederatedFailures,
  ) {}

  /**
   * @param registrationId the last part of the address; without an `interaction` the browser's latest request is meant, as skins of the product link here
   * @throws NotFoundException no server that people of the module can sign in at
   * @throws InteractionError nothing waits for a sign-in in this browser
   * @throws OAuthError temporarily_unavailable — too many of the network are under way
   */
  async start(
    instance: OutboundSmartInstance,
    registrationId: string,
    query: FormParameters,
    visit: Visit,
  ): Promise<FlowOutcome> {
    const server = await this.servers.find(instance, registrationId);
    if (server === undefined) throw new NotFoundException();
    const purpose = await this.purposes.ofPage(instance, query.get('interaction'), visit);
    const at = { instance, visit, purpose, server };
    const found = await this.metadata.of(server, ['authorization', 'token']);
    if (found.kind === 'unavailable')
      return this.failures.tell(at, { problem: 'service-unavailable', reason: found.problem });
    return this.leave(at, found.metadata);
  }

  private async leave(at: FederatedVisit, metadata: ServerMetadata): Promise<FlowOutcome> {
    const { instance, visit, purpose, server } = at;
    const isSwitch = visit.browser.session !== undefined;
    // A page of ours asks people who are signed in only where their sign-in is too old for it.
    const isNew =
      instance.options.sessions.signsInForEachFlow ||
      ownPageOf(purpose.handle)?.needsRecentSignIn === true ||
      (isSwitch && purpose.held === undefined);
    const hints = upstreamHints(purpose.held?.request, { isNew, isSwitch });
    const { greatestAge } = hints;
    const memory = {
      ...{ interaction: purpose.handle, issuer: server.issuer },
      ...{ nonce: randomToken('ghn_'), verifier: randomToken('', 48) },
      ...(greatestAge !== undefined && { greatestAge }),
    };
    const state = randomToken('ghf_');
    await this.remember(at, state, memory);
    const location = upstreamAddress({ instance, server, metadata, state, memory, hints: hints.parameters });
    return { result: { kind: 'leave', location }, cookies: visit.cookies };
  }

  private async remember({ instance, visit, server }: FederatedVisit, state: string, memory: SignInMemory) {
    const { moduleId, options } = instance;
    const stateHash = sha256Base64Url(state);
    const signIn = {
      ...{ moduleId, stateHash, serverPid: server.pid, browserHash: visit.browser.cookieHash },
      sealed: this.memories.seal(moduleId, stateHash, memory),
      ...{ network: networkOf(visit.remoteAddress), lifetimeSeconds: LIFETIME },
    };
    const wait = await this.store.add(signIn, options.authorization.mostWaitingOfNetwork);
    if (wait !== undefined) throw tooManyWaiting(wait);
  }
}

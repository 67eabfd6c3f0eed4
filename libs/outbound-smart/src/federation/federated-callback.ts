import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  SERVER_METADATA,
  type ServerMetadata,
  type ServerMetadataSource,
} from '#oidc-server-definition/server-metadata.port';
import { callbackIssuerProblem } from '#protocol/federation/callback-issuer';
import { sha256Base64Url } from '#protocol/hash';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { InteractionError } from '../authorization-flow/interaction-error.js';
import { SignInPurposes } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import {
  FEDERATED_SIGN_IN_STORE,
  type FederatedSignIn,
  type FederatedSignInStore,
} from '../stores/federated-sign-in.store.js';
import { callbackError } from './callback-error.js';
import { FederatedFailures, type FederatedFailure } from './federated-failures.js';
import { FederatedServers } from './federated-servers.js';
import { FederatedSignIns } from './federated-sign-in.js';
import type { FederatedVisit } from './federated-visit.js';
import { SignInMemories, type SignInMemory } from './sign-in-memory.js';

/** An answer of a server, as a browser brings it. */
export interface CallbackVisit {
  readonly instance: OutboundSmartInstance;
  /** The last part of the address. */
  readonly registrationId: string;
  readonly query: FormParameters;
  readonly visit: Visit;
}

/** Takes the answers of other servers: whose they are and whether they may be looked at, before anybody is called. */
@Injectable()
export class FederatedCallback {
  constructor(
    @Inject(FEDERATED_SIGN_IN_STORE) private readonly store: FederatedSignInStore,
    @Inject(SERVER_METADATA) private readonly metadata: ServerMetadataSource,
    private readonly servers: FederatedServers,
    private readonly purposes: SignInPurposes,
    private readonly memories: SignInMemories,
    private readonly signIns: FederatedSignIns,
    private readonly failures: FederatedFailures,
  ) {}

  /**
   * @throws OAuthError invalid_request for the error page — a parameter was sent twice
   * @throws InteractionError expired-interaction — nothing waits for this answer, or no longer; foreign-sign-in — another browser has asked for it
   * @throws NotFoundException no server that people of the module can sign in at
   */
  async answer(call: CallbackVisit): Promise<FlowOutcome> {
    const { instance, registrationId, query, visit } = call;
    query.assertWellFormed();
    const signIn = await this.claim(instance, query.get('state'), visit);
    const server = await this.servers.find(instance, registrationId);
    if (server === undefined) throw new NotFoundException();
    const memory = this.memories.open(instance.moduleId, signIn.stateHash, signIn.sealed);
    const purpose = await this.purposes.ofPage(instance, memory.interaction, visit);
    const at = { instance, visit, purpose, server };
    const isAsked = signIn.serverPid === server.pid && memory.issuer === server.issuer;
    if (!isAsked) return this.failures.tell(at, MIXED_UP);
    return this.ofServer(at, query, { memory, sentAt: signIn.startedAt });
  }

  /** Whoever brings it, it is over with that: a link that was sent to somebody else is good for nothing (V-16). */
  private async claim(
    { moduleId }: OutboundSmartInstance,
    state: string | undefined,
    { browser }: Visit,
  ): Promise<FederatedSignIn> {
    const signIn = state === undefined ? undefined : await this.store.claim(moduleId, sha256Base64Url(state));
    if (signIn === undefined) throw new InteractionError('expired-interaction');
    if (signIn.browserHash !== browser.cookieHash) throw new InteractionError('foreign-sign-in');
    return signIn;
  }

  private async ofServer(
    at: FederatedVisit,
    query: FormParameters,
    asked: { readonly memory: SignInMemory; readonly sentAt: Date },
  ): Promise<FlowOutcome> {
    const found = await this.metadata.of(at.server, ['token']);
    if (found.kind === 'unavailable')
      return this.failures.tell(at, { problem: 'service-unavailable', reason: found.problem });
    const { metadata } = found;
    const failure = problemOf(query, at, metadata);
    if (failure) return this.failures.tell(at, failure);
    return this.signIns.finish({ ...at, metadata, code: query.get('code') ?? '', ...asked });
  }
}

const MIXED_UP: FederatedFailure = {
  problem: 'service-failed',
  reason: 'the answer came in at the address of another server than the one that was asked',
};

/** Why the answer is of no use, before any of it is. */
function problemOf(
  query: FormParameters,
  { server }: FederatedVisit,
  { document }: ServerMetadata,
): FederatedFailure | undefined {
  const promisesIssuer = document?.['authorization_response_iss_parameter_supported'] === true;
  const reason = callbackIssuerProblem(query.get('iss'), { acceptedIssuers: server.acceptedIssuers, promisesIssuer });
  if (reason !== undefined) return { problem: 'service-failed', reason };
  const error = query.get('error');
  if (error !== undefined) return callbackError(error, query.get('error_description'));
  return query.has('code') ? undefined : { problem: 'service-failed', reason: 'the answer has neither code nor error' };
}

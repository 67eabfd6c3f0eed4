import { Injectable } from '@nestjs/common';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ServerMetadata } from '#oidc-server-definition/server-metadata.port';
import { federatedMethods } from '#protocol/federation/federated-person';
import { provedBefore } from '#protocol/federation/proved-at';
import { vouchedMethods } from '#protocol/second-factor/second-factor';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { Arrivals } from '../authorization-flow/sign-in/arrivals.js';
import { UpstreamLogout } from './upstream-logout.js';
import { FederatedAccounts } from './federated-accounts.js';
import { FederatedFailures } from './federated-failures.js';
import type { FederatedVisit } from './federated-visit.js';
import type { SignInMemory } from './sign-in-memory.js';
import { redirectUri } from './upstream-address.js';
import { UpstreamIdentities, type UpstreamIdentity } from './upstream-identity.js';
import { UpstreamTokenSource } from './upstream-tokens.js';

/** A code that may be redeemed: it came from the server that was asked, to the browser that asked. */
export interface AnsweredSignIn extends FederatedVisit {
  readonly metadata: ServerMetadata;
  readonly code: string;
  readonly memory: SignInMemory;
  readonly sentAt: Date;
}

/** Finishes a sign-in at another server: tokens, identity, account, session. Its tokens are used here only and not kept. */
@Injectable()
export class FederatedSignIns {
  constructor(
    private readonly tokens: UpstreamTokenSource,
    private readonly identities: UpstreamIdentities,
    private readonly accounts: FederatedAccounts,
    private readonly logout: UpstreamLogout,
    private readonly arrivals: Arrivals,
    private readonly failures: FederatedFailures,
  ) {}

  async finish(answered: AnsweredSignIn): Promise<FlowOutcome> {
    const { metadata, code, memory, sentAt, ...at } = answered;
    const { instance, server } = at;
    const given = { server, metadata, code, memory, redirectUri: redirectUri(instance, server) };
    const tokens = await this.tokens.redeem(given);
    if (tokens.kind === 'failed') return this.failures.tell(at, tokens);
    const identity = await this.identities.read({ given, tokens, sentAt });
    if (identity.kind === 'failed') return this.failures.tell(at, identity);
    const came = await this.accounts.arrive({ at, identity, sentAt });
    if (came.kind === 'failed') return this.failures.tell(at, came);
    await this.remember(at, came.user, tokens.idToken);
    const amr = vouchedMethods(
      federatedMethods(identity.signed),
      instance.options.sessions.secondFactorElsewhereCounts,
    );
    const { runId } = came;
    const vouching = { method: 'federated', server: server.pid, issuer: server.issuer };
    const detail = { ...vouching, ...(runId !== undefined && { runId }) };
    const { visit, purpose } = at;
    const provedAt = provedThere(identity, memory, sentAt);
    const { user, said } = came;
    const arrival = { instance, visit, purpose, user, said, amr, detail, ...(provedAt && { provedAt }) };
    return this.arrivals.arrive(arrival);
  }

  private async remember(
    { instance, visit, server }: FederatedVisit,
    { pid: userPid }: DirectoryUser,
    idToken: string,
  ) {
    const browserHash = visit.browser.cookieHash;
    const session = { moduleId: instance.moduleId, browserHash, userPid, serverPid: server.pid };
    await this.logout.remember(instance, session, idToken);
  }
}

/** When the person was asked there, where that was before now. */
function provedThere({ signed }: UpstreamIdentity, { greatestAge }: SignInMemory, sentAt: Date): Date | undefined {
  const { auth_time: at } = signed;
  return provedBefore({
    at: typeof at === 'number' ? at * 1_000 : undefined,
    sentAt: sentAt.getTime(),
    ...(greatestAge !== undefined && { greatestAge: greatestAge * 1_000 }),
  });
}

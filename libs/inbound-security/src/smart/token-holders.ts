import { Inject, Injectable } from '@nestjs/common';
import { AUTHENTICATION_SCRIPT, type AuthenticationScript } from '#scripts/authentication-script.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { clientNames, federatedNames } from '#protocol/federation/federated-name';
import { ScriptFailure } from '#scripts/script-failure.port';
import { noSignInDetails, type SignInDetails } from '#protocol/user/sign-in-details';
import type { RequestFacts } from '#protocol/user/request-facts';
import { callbackScriptOf } from '../callback-script-of.js';
import {
  EXTERNAL_ACCOUNTS,
  type ExternalAccounts,
  type ExternalHolder,
  type ExternalPerson,
  type ForeseenAccount,
} from '../external-accounts.port.js';
import { clientSource, personSource } from '#protocol/federation/server-source';
import type { DirectoryUser } from '../user-directory.port.js';
import type { BelievedToken } from './believed-token.js';
import type { SmartInboundInstance } from './smart-inbound-instance.js';

/** A believed token where it was shown. */
export interface ShownToken {
  readonly instance: SmartInboundInstance;
  readonly token: BelievedToken;
  readonly remoteAddress: string;
  /** What callback scripts are told of the HTTP request. */
  readonly request?: RequestFacts;
}

/** What the callback script gave because of a token's claims, to that token alone: another one of the same holder has claims of its own. */
export type GivenToToken = Pick<SignInDetails, 'authorities' | 'withheld'>;

/** The account of a token's holder, or why there is none, for the log. */
export type TokenHolder =
  | { readonly kind: 'known'; readonly user: DirectoryUser; readonly given: GivenToToken }
  | { readonly kind: 'refused'; readonly cause: string }
  /** Nobody can say now: the callback script failed. */
  | { readonly kind: 'unavailable'; readonly cause: string };

/**
 * The accounts of those who show tokens of other servers, in the SMART inbound module itself: a row for audit, state and permissions. It is found by
 * issuer and `sub`; a new one holds nothing until an administrator or a script gives it something. Clients that show tokens of their own
 * have accounts apart from those of people: a client may have been registered under the id of a person (RFC 9700 §4.15).
 */
@Injectable()
export class TokenHolders {
  constructor(
    @Inject(EXTERNAL_ACCOUNTS) private readonly accounts: ExternalAccounts,
    @Inject(AUTHENTICATION_SCRIPT) private readonly script: AuthenticationScript,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(shown: ShownToken): Promise<TokenHolder> {
    const foreseen = await this.accounts.foresee(holderOf(shown), namesFor(shown));
    if (foreseen.kind === 'refused') return { kind: 'refused', cause: `its account is refused: ${foreseen.reason}` };
    const { account } = foreseen;
    const verdict = await this.asked(shown, account);
    if (verdict.kind === 'unavailable') return verdict;
    if (verdict.kind === 'failure')
      return { kind: 'refused', cause: `the callback script refuses: ${verdict.message}` };
    const arrival = await this.accounts.arrive(personOf(shown), [account.username]);
    if (arrival.kind === 'arrived') return { kind: 'known', user: arrival.user, given: givenBy(verdict.added) };
    return { kind: 'refused', cause: `its account is refused: ${arrival.reason}` };
  }

  private async asked(shown: ShownToken, account: ForeseenAccount) {
    const { instance, remoteAddress, token } = shown;
    const { username } = account;
    const script = callbackScriptOf(instance);
    const { clientId } = token.facts;
    try {
      return await this.script.onAuthenticateSuccess({
        ...(script && { script }),
        occasion: { username, remoteAddress, ...(clientId !== undefined && { clientId }) },
        person: sessionOf(shown, account),
        context: this.contextOf(shown),
      });
    } catch (error) {
      if (!(error instanceof ScriptFailure)) throw error;
      return { kind: 'unavailable', cause: error.message } as const;
    }
  }

  /** SecurityInSmartAuthenticationContext (reference 9.3). */
  private contextOf({ instance, token, remoteAddress, request }: ShownToken) {
    const { nodeId, moduleId } = instance;
    const { claims, facts } = token;
    const startTime = this.clock.now();
    return { nodeId, moduleId, startTime, remoteAddress, ...request, claims, approvedScopes: facts.scopes };
  }
}

/** Names for a new account. A name that the other server chose stands alone only where the operator says so. */
function namesFor({ instance, token: { facts, server } }: ShownToken): readonly string[] {
  const { username, subject, isOfClient } = facts;
  if (isOfClient) return clientNames(server.issuer, subject, server.pid);
  const own = federatedNames(server.issuer, subject, server.pid);
  return instance.options.takesPlainNames ? [username ?? subject, ...own] : own;
}

function holderOf({ instance, token: { server, facts } }: ShownToken): ExternalHolder {
  const { subject, isOfClient } = facts;
  const source = isOfClient ? clientSource(server.moduleId) : personSource(server.moduleId);
  return { moduleId: instance.moduleId, source, issuer: server.issuer, subject };
}

/** Nothing of a token stays with the account: it counts for as long as it is shown. */
function personOf(shown: ShownToken): ExternalPerson {
  const { givenName, familyName, email } = shown.token.facts;
  return { ...holderOf(shown), familyName, givenName, email, details: noSignInDetails };
}

function givenBy({ authorities, withheld }: SignInDetails): GivenToToken {
  return { authorities, ...(withheld && { withheld }) };
}

/** By the name that the account has here, whatever the token calls its holder: a name that somebody else has gives nothing (V-75). */
function sessionOf({ instance, token }: ShownToken, account: ForeseenAccount) {
  const { nodeId, moduleId } = instance;
  const { givenName, familyName, email } = token.facts;
  return {
    ...{ nodeId, moduleId, familyName, givenName, email, external: true },
    ...account,
  };
}

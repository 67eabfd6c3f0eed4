import { Inject, Injectable } from '@nestjs/common';
import {
  EXTERNAL_ACCOUNTS,
  type ExternalAccounts,
  type ExternalArrival,
  type ExternalHolder,
  type ForeseenAccount,
} from '#inbound-security/external-accounts.port';
import { SAML_SIGN_IN, type SamlPerson, type SamlSignIn } from '#inbound-security/saml-sign-in.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { withSignIn, type SignInDetails } from '#protocol/user/sign-in-details';
import { AUTHENTICATION_SCRIPT, type AuthenticationScript } from '#scripts/authentication-script.port';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Somebody for whom the provider of a SAML module vouches. */
export interface SamlArrival {
  readonly instance: OutboundSmartInstance;
  readonly samlModuleId: string;
  readonly person: SamlPerson;
  readonly visit: Pick<Visit, 'remoteAddress' | 'request'>;
  readonly flowId?: string;
}

/** What came of it; the reason is for log and audit (V-56). */
export type SamlAccount =
  | { readonly kind: 'arrived'; readonly user: DirectoryUser; readonly said: SignInDetails; readonly runId?: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly username: string };

/** Finds or makes the account of somebody who signed in at a SAML provider: what the script says, then the row. */
@Injectable()
export class SamlAccounts {
  constructor(
    @Inject(EXTERNAL_ACCOUNTS) private readonly accounts: ExternalAccounts,
    @Inject(AUTHENTICATION_SCRIPT) private readonly script: AuthenticationScript,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SAML_SIGN_IN) private readonly saml: Pick<SamlSignIn, 'callbackScript'>,
  ) {}

  async arrive(arrival: SamlArrival): Promise<SamlAccount> {
    const { person } = arrival;
    const foreseen = await this.accounts.foresee(holderOf(arrival), person.usernames);
    if (foreseen.kind === 'refused') return refused(foreseen, person);
    const { account } = foreseen;
    const { username } = account;
    const verdict = await this.ask(arrival, account);
    if (verdict.kind === 'failure')
      return { kind: 'refused', reason: `the script refused: ${verdict.message}`, username };
    const came = await this.account(arrival, username);
    const said = withPermissions(verdict.added, person);
    const run = verdict.runId === undefined ? {} : { runId: verdict.runId };
    if (came.kind === 'arrived') return { ...came, user: withSignIn(came.user, said), said, ...run };
    return refused(came, person);
  }

  private account(arrival: SamlArrival, username: string) {
    const { familyName, givenName, email } = arrival.person;
    return this.accounts.arrive({ ...holderOf(arrival), familyName, givenName, email }, [username]);
  }

  /** By the name that the account has here, with what it has here. */
  private ask(
    { instance, samlModuleId, person, visit: { remoteAddress, request }, flowId }: SamlArrival,
    account: ForeseenAccount,
  ) {
    const script = this.saml.callbackScript(samlModuleId);
    const { nodeId, inboundModuleId } = instance;
    const { familyName, givenName, email, authorities, attributes } = person;
    const { username } = account;
    const context = { nodeId, moduleId: samlModuleId, startTime: this.clock.now(), remoteAddress, ...request };
    return this.script.onAuthenticateSuccess({
      ...(script && { script }),
      occasion: { username, remoteAddress, ...(flowId !== undefined && { flowId }) },
      person: {
        ...{ nodeId, moduleId: inboundModuleId, familyName, givenName, email, external: true },
        ...withSignIn(account, { authorities }),
      },
      context: { ...context, claims: attributes },
    });
  }
}

/** By module, issuer and subject alone (V-75): the names count for somebody who was never here. */
function holderOf({ instance, samlModuleId, person: { issuer, subject } }: SamlArrival): ExternalHolder {
  return { moduleId: instance.inboundModuleId, source: `saml:${samlModuleId}`, issuer, subject };
}

function refused(
  { reason, user }: Extract<ExternalArrival, { kind: 'refused' }>,
  { usernames: [username] }: SamlPerson,
): SamlAccount {
  return { kind: 'refused', reason, username: user?.username ?? username };
}

function withPermissions(added: SignInDetails, { authorities }: SamlPerson): SignInDetails {
  return { ...added, authorities: [...authorities, ...added.authorities] };
}

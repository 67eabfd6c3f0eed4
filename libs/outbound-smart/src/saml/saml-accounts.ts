import { Inject, Injectable } from '@nestjs/common';
import { EXTERNAL_ACCOUNTS, type ExternalAccounts } from '#inbound-security/external-accounts.port';
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
    const [username] = person.usernames;
    const verdict = await this.ask(arrival);
    if (verdict.kind === 'failure')
      return { kind: 'refused', reason: `the script refused: ${verdict.message}`, username };
    const came = await this.account(arrival);
    const said = withPermissions(verdict.added, person);
    const run = verdict.runId === undefined ? {} : { runId: verdict.runId };
    if (came.kind === 'arrived') return { ...came, user: withSignIn(came.user, said), said, ...run };
    return { kind: 'refused', reason: came.reason, username: came.user?.username ?? username };
  }

  /** By module, issuer and subject alone (V-75): the names count for somebody who was never here. */
  private account({ instance, samlModuleId, person }: SamlArrival) {
    const { usernames, issuer, subject, familyName, givenName, email } = person;
    const who = { moduleId: instance.inboundModuleId, source: `saml:${samlModuleId}`, issuer, subject };
    return this.accounts.arrive({ ...who, familyName, givenName, email }, usernames);
  }

  private ask({ instance, samlModuleId, person, visit: { remoteAddress, request }, flowId }: SamlArrival) {
    const script = this.saml.callbackScript(samlModuleId);
    const { nodeId, inboundModuleId } = instance;
    const { usernames, familyName, givenName, email, authorities, attributes } = person;
    const [username] = usernames;
    const context = { nodeId, moduleId: samlModuleId, startTime: this.clock.now(), remoteAddress, ...request };
    return this.script.onAuthenticateSuccess({
      ...(script && { script }),
      occasion: { username, remoteAddress, ...(flowId !== undefined && { flowId }) },
      person: {
        ...{ nodeId, moduleId: inboundModuleId, username, familyName, givenName, email, external: true },
        ...{ notes: '', authorities, defaultLaunchContexts: [] },
      },
      context: { ...context, claims: attributes },
    });
  }
}

function withPermissions(added: SignInDetails, { authorities }: SamlPerson): SignInDetails {
  return { ...added, authorities: [...authorities, ...added.authorities] };
}

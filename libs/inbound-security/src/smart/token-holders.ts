import { Inject, Injectable } from '@nestjs/common';
import { AUTHENTICATION_SCRIPT, type AuthenticationScript } from '#scripts/authentication-script.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { sha256Base64Url } from '#protocol/hash';
import {
  EXTERNAL_ACCOUNTS,
  type ExternalAccounts,
  type ExternalArrival,
  type ExternalPerson,
} from '../external-accounts.port.js';
import type { DirectoryUser } from '../user-directory.port.js';
import type { BelievedToken } from './believed-token.js';
import type { SmartInboundInstance } from './smart-inbound-instance.js';

/** A believed token where it was shown. */
export interface ShownToken {
  readonly instance: SmartInboundInstance;
  readonly token: BelievedToken;
  readonly remoteAddress: string;
}

/** The account of a token's holder, or why there is none, for the log. */
export type TokenHolder =
  { readonly kind: 'known'; readonly user: DirectoryUser } | { readonly kind: 'refused'; readonly cause: string };

/**
 * The accounts of those who show tokens of other servers, in the SMART inbound module itself: a row for audit, state and permissions. It is found by
 * definition, issuer and `sub`; a new one holds nothing until an administrator or a script gives it something.
 */
@Injectable()
export class TokenHolders {
  constructor(
    @Inject(EXTERNAL_ACCOUNTS) private readonly accounts: ExternalAccounts,
    @Inject(AUTHENTICATION_SCRIPT) private readonly script: AuthenticationScript,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(shown: ShownToken): Promise<TokenHolder> {
    const names = namesFor(shown.token);
    const verdict = await this.script.onAuthenticateSuccess({
      person: sessionOf(shown, names[0]),
      context: this.contextOf(shown),
    });
    if (verdict.kind === 'failure')
      return { kind: 'refused', cause: `the callback script refuses: ${verdict.message}` };
    const person = personOf(shown, verdict.added);
    for (const username of names) {
      const arrival = await this.accounts.arrive({ ...person, username });
      if (arrival.kind === 'arrived') return { kind: 'known', user: arrival.user };
      if (!isAboutName(arrival)) return { kind: 'refused', cause: `its account is refused: ${arrival.reason}` };
    }
    return { kind: 'refused', cause: 'its holder can have no name here' };
  }

  /** SecurityInSmartAuthenticationContext (reference 9.3). */
  private contextOf({ instance, token, remoteAddress }: ShownToken) {
    const { nodeId, moduleId } = instance;
    const { claims, facts } = token;
    return { nodeId, moduleId, startTime: this.clock.now(), remoteAddress, claims, approvedScopes: facts.scopes };
  }
}

function isAboutName({ reason }: Extract<ExternalArrival, { kind: 'refused' }>): boolean {
  return reason === 'name-taken' || reason === 'unusable-name';
}

/** The name that the token has for people, and one that nobody else can have: two servers may both have an anna. */
function namesFor({ facts, server }: BelievedToken): readonly [string, ...string[]] {
  const { username, subject } = facts;
  const own = `oidc-${sha256Base64Url(JSON.stringify([server.pid, server.issuer, subject])).slice(0, 22)}`;
  return [username ?? subject, own];
}

function personOf({ instance, token }: ShownToken, added: ExternalPerson['details']): Omit<ExternalPerson, 'username'> {
  const { server, facts } = token;
  const { subject, givenName, familyName, email, patient, fhirUser } = facts;
  return {
    ...{ moduleId: instance.moduleId, source: `oidc:${String(server.pid)}`, issuer: server.issuer, subject },
    ...{ familyName, givenName, email },
    details: {
      authorities: added.authorities,
      launchContexts: [
        ...(patient === undefined ? [] : [{ contextType: 'patient', resourceId: patient }]),
        ...added.launchContexts,
      ],
      ...(added.fhirUserUrl === undefined
        ? fhirUser !== undefined && { fhirUserUrl: fhirUser }
        : { fhirUserUrl: added.fhirUserUrl }),
    },
  };
}

function sessionOf({ instance, token }: ShownToken, username: string) {
  const { nodeId, moduleId } = instance;
  const { givenName, familyName, email } = token.facts;
  return {
    ...{ nodeId, moduleId, username, familyName, givenName, email, external: true, notes: '' },
    ...{ authorities: [], defaultLaunchContexts: [] },
  };
}

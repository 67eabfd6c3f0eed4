import { Inject, Injectable } from '@nestjs/common';
import { EXTERNAL_ACCOUNTS, type ExternalAccounts } from '#inbound-security/external-accounts.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { practitionerPerson } from '#protocol/codap/practitioner-person';
import type { CodapClaims } from '#protocol/codap/codap-claims';
import { codapSource } from '#protocol/federation/server-source';
import { noSignInDetails } from '#protocol/user/sign-in-details';
import type { CodapVerdict } from '#scripts/codap-script.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { usablePerson } from '../tokens/usable-person.js';

/** Somebody whom the script lets in. */
export interface CodapArrival {
  readonly instance: OutboundSmartInstance;
  readonly facts: CodapClaims;
  readonly verdict: Extract<CodapVerdict, { kind: 'success' }>;
}

/** What came of it; the reason is for log and audit (V-56). */
export type CodapPerson =
  | { readonly kind: 'arrived'; readonly user: DirectoryUser }
  | { readonly kind: 'refused'; readonly reason: string; readonly username: string };

/**
 * Finds or makes the account of a practitioner of another organisation, so that one who is disabled, locked or deleted here stays out (V-28, V-54).
 * What the script grants is never kept with it.
 */
@Injectable()
export class CodapPeople {
  constructor(
    @Inject(EXTERNAL_ACCOUNTS) private readonly accounts: ExternalAccounts,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
  ) {}

  /** By module, issuer and practitioner alone (V-75): the name counts for somebody who was never here. */
  async arrive({ instance, facts, verdict }: CodapArrival): Promise<CodapPerson> {
    const { moduleId, inboundModuleId } = instance;
    const { username, fhirUserUrl } = verdict;
    const names = practitionerPerson(facts.requestingPractitioner);
    const came = await this.accounts.arrive(
      {
        ...{
          moduleId: inboundModuleId,
          source: codapSource(moduleId),
          issuer: facts.issuer,
          subject: facts.practitionerId,
        },
        familyName: verdict.familyName ?? names.familyName,
        givenName: verdict.givenName ?? names.givenName,
        email: verdict.email ?? names.email,
        details: { ...noSignInDetails, ...(isAddress(fhirUserUrl) && { fhirUserUrl }) },
      },
      [username],
    );
    if (came.kind === 'refused') return { ...came, username: came.user?.username ?? username };
    const user = await usablePerson(this.users, instance, came.user.pid);
    return user ? { kind: 'arrived', user } : { kind: 'refused', reason: 'disabled', username: came.user.username };
  }
}

/** `fhirUser` is an absolute URL (SMART App Launch 2.2); the practitioner of another system has none that we know. */
function isAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url);
}

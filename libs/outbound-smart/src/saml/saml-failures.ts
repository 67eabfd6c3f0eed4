import { Inject, Injectable } from '@nestjs/common';
import { SAML_SIGN_IN, type SamlSignIn } from '#inbound-security/saml-sign-in.port';
import type { SamlProblem } from '#protocol/saml/saml-refusal';
import { OtherSideFailures } from '../authorization-flow/sign-in/other-side-failures.js';
import type { SignInRecord } from '../authorization-flow/sign-in/sign-in-records.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Why somebody who was at the provider is not signed in. */
export interface SamlFailure {
  readonly problem: SamlProblem | 'account';
  /** For log and audit record; nothing secret. */
  readonly message: string;
  readonly username?: string;
  /** What the person wanted, where it is known. */
  readonly purpose?: SignInRecord['purpose'];
}

/** Where it happened. */
export interface SamlFailurePlace {
  readonly remoteAddress: string;
  readonly samlModuleId: string;
}

/** Leaves sign-ins at a SAML provider that came to nothing in log and audit. */
@Injectable()
export class SamlFailures {
  constructor(
    @Inject(SAML_SIGN_IN) private readonly saml: SamlSignIn,
    private readonly failures: OtherSideFailures,
  ) {}

  async record(
    instance: OutboundSmartInstance,
    { remoteAddress, samlModuleId }: SamlFailurePlace,
    { problem, message: reason, username, purpose }: SamlFailure,
  ): Promise<void> {
    const side = { method: 'saml', server: samlModuleId, issuer: this.saml.issuer(samlModuleId) };
    const failure = { errorCode: `saml-${problem}`, reason, side, username, purpose };
    await this.failures.record(instance, { remoteAddress }, failure);
  }
}

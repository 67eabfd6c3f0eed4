import { Inject, Injectable, Logger } from '@nestjs/common';
import { SAML_SIGN_IN, type SamlSignIn } from '#inbound-security/saml-sign-in.port';
import { legible } from '#protocol/legible-text';
import type { SamlProblem } from '#protocol/saml/saml-refusal';
import { SignInRecords, type SignInRecord } from '../authorization-flow/sign-in/sign-in-records.js';
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

const LONGEST_REASON = 500;

/** Leaves sign-ins at a SAML provider that came to nothing in log and audit. */
@Injectable()
export class SamlFailures {
  private readonly logger = new Logger('Saml');

  constructor(
    @Inject(SAML_SIGN_IN) private readonly saml: SamlSignIn,
    private readonly records: SignInRecords,
  ) {}

  async record(
    instance: OutboundSmartInstance,
    { remoteAddress, samlModuleId }: SamlFailurePlace,
    { problem, message, username = '', purpose = { ids: {} } }: SamlFailure,
  ): Promise<void> {
    const reason = legible(message).slice(0, LONGEST_REASON);
    const detail = { method: 'saml', server: samlModuleId, issuer: this.saml.issuer(samlModuleId), reason };
    this.logger.warn({ message: 'A sign-in by SAML failed.', module: instance.moduleId, problem, ...detail });
    const record = { outcome: 'failure', purpose, username, errorCode: `saml-${problem}`, detail } as const;
    await this.records.record(instance, { remoteAddress }, record);
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { legible } from '#protocol/legible-text';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import type { SignInProblem } from '../authorization-flow/sign-in/sign-in-messages.js';
import { signInPath } from '../authorization-flow/sign-in/sign-in-path.js';
import { SignInRecords } from '../authorization-flow/sign-in/sign-in-records.js';
import type { FederatedVisit } from './federated-visit.js';

/** Why somebody who went to another server is not signed in. */
export interface FederatedFailure {
  /** What the person is told. */
  readonly problem: Extract<SignInProblem, `service-${string}`>;
  /** For the log and the audit record; nothing secret, and of another server's words only what cannot be dispensed with. */
  readonly reason: string;
  /** The name that the person would have had here. */
  readonly username?: string;
}

const LONGEST_REASON = 500;

/** Leads people whose sign-in at another server came to nothing back to the page that offers it, never straight to that server again. */
@Injectable()
export class FederatedFailures {
  private readonly logger = new Logger('Federation');

  constructor(private readonly records: SignInRecords) {}

  async tell(at: FederatedVisit, { problem, reason, username = '' }: FederatedFailure): Promise<FlowOutcome> {
    const { instance, visit, purpose, server } = at;
    const detail = { server: server.pid, issuer: server.issuer, reason: legible(reason).slice(0, LONGEST_REASON) };
    this.logger.warn({ message: 'A sign-in at another server failed.', module: instance.moduleId, problem, ...detail });
    await this.records.record(instance, visit, { outcome: 'failure', purpose, username, errorCode: problem, detail });
    return { result: { kind: 'continue', path: signInPath(purpose.handle, problem) }, cookies: visit.cookies };
  }
}

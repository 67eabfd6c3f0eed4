import { Injectable } from '@nestjs/common';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { OtherSideFailures } from '../authorization-flow/sign-in/other-side-failures.js';
import type { SignInProblem } from '../authorization-flow/sign-in/sign-in-messages.js';
import { signInPath } from '../authorization-flow/sign-in/sign-in-path.js';
import type { FederatedVisit } from './federated-visit.js';

/** Why somebody who went to another server is not signed in. */
export interface FederatedFailure {
  /** What the person is told. */
  readonly problem: Extract<SignInProblem, `service-${string}`>;
  /** For the log and the audit record; nothing secret, and of another server's words only what cannot be dispensed with. */
  readonly reason: string;
  /** The name that the person would have had here. */
  readonly username?: string;
  /** Of the record with the log of the script that failed. */
  readonly runId?: string;
}

/** Leads people whose sign-in at another server came to nothing back to the page that offers it, never straight to that server again. */
@Injectable()
export class FederatedFailures {
  constructor(private readonly failures: OtherSideFailures) {}

  async tell(at: FederatedVisit, { problem, reason, username, runId }: FederatedFailure): Promise<FlowOutcome> {
    const { instance, visit, purpose, server } = at;
    const side = { server: server.pid, issuer: server.issuer, ...(runId !== undefined && { runId }) };
    await this.failures.record(instance, visit, { errorCode: problem, reason, side, username, purpose });
    return { result: { kind: 'continue', path: signInPath(purpose.handle, problem) }, cookies: visit.cookies };
  }
}

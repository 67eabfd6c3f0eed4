import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuditEvent } from '#audit/audit.port';
import { REFUSAL_RECORDS, type RefusalRecords } from '#audit/refusals/refusal-records.port';
import { notesOf } from '../../refusals/refusal-notes.js';
import { clientAddress } from '../requests/client-address.js';
import { instanceOf } from '../requests/current-instance.decorator.js';
import { addressOf } from '../requests/request-path.js';
import { auditedAt } from './audited-addresses.js';
import { clientIdOf } from './claimed-client-id.js';
import type { Failure } from './failure.js';

/** A request that failed, and the number under which the log has it. */
export interface FailedRequest {
  readonly request: FastifyRequest;
  readonly failure: Failure;
  readonly error: unknown;
  readonly reference: string;
}

/** Leaves an audit record of every refused request, so that nobody guesses secrets unseen. Faults of the server are in the log only. */
@Injectable()
export class FailureRecords {
  constructor(@Inject(REFUSAL_RECORDS) private readonly records: RefusalRecords) {}

  /** @throws DatabaseUnavailableError the record could not be committed */
  async add(failed: FailedRequest): Promise<void> {
    const event = eventOf(failed);
    if (event !== undefined) await this.records.add(event, isProven(event, failed.error));
  }
}

/** Whether somebody is known to have asked: a person, the holder of a token, or a client that proved who it is. */
function isProven({ userPid, jti, grantId }: AuditEvent, error: unknown): boolean {
  return notesOf(error).isProven === true || [userPid, jti, grantId].some((id) => id !== undefined);
}

function eventOf({ request, failure, error, reference }: FailedRequest): AuditEvent | undefined {
  const instance = instanceOf(request);
  const audited = auditedAt(addressOf(request) ?? '');
  // Who is told a nonce is not refused, but asked to come again with it (RFC 9449 §8).
  if (failure.isFault || audited === undefined || failure.code === 'use_dpop_nonce') return undefined;
  const clientId = clientIdOf(request, error);
  const { isProven: _isProven, detail, ...notes } = notesOf(error);
  return {
    moduleId: instance.moduleId,
    kind: audited.kind,
    outcome: 'failure',
    remoteAddress: clientAddress(request),
    errorReference: reference,
    errorCode: failure.code,
    detail: { ...detail, endpoint: audited.endpoint, ...detailOf(failure, error) },
    ...notes,
    ...(clientId !== undefined && { clientId }),
  };
}

function detailOf({ message, parameter }: Failure, error: unknown): Readonly<Record<string, unknown>> {
  const cause = error instanceof Error ? error.cause : undefined;
  return {
    description: message,
    ...(parameter !== undefined && { parameter }),
    ...(typeof cause === 'string' && { cause }),
  };
}

import { STATUS_CODES } from 'node:http';
import type { ApiMessageDto } from '../description/api-error.dto.js';

/** Whom an audit record of a refusal speaks of. */
export interface RefusedCaller {
  readonly username?: string;
  /** In place of it where nobody may have the name: kept masked. */
  readonly typedName?: string;
  readonly userPid?: number;
  readonly clientId?: string;
  readonly jti?: string;
  readonly grantId?: string;
}

/** What an answer has beside its messages. */
export interface ApiErrorOptions {
  /** For the log and the audit record only. */
  readonly cause?: unknown;
  /** Values of `WWW-Authenticate`, one for each scheme. */
  readonly challenges?: readonly string[];
  /** Methods of the address, where this one is none of them. */
  readonly allowed?: readonly string[];
  readonly retryAfterSeconds?: number;
  readonly caller?: RefusedCaller;
  /** It is a decision about somebody's access, and the audit log has a record of it. */
  readonly isRecorded?: boolean;
}

/** A call that is refused; every message is safe to show. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly messages: readonly ApiMessageDto[];

  /** @param messages one sentence, or all that is wrong */
  constructor(
    readonly status: number,
    messages: string | readonly ApiMessageDto[],
    readonly options: ApiErrorOptions = {},
  ) {
    const all = typeof messages === 'string' ? [{ message: messages }] : messages;
    super(all[0]?.message ?? STATUS_CODES[status] ?? 'refused', { cause: options.cause });
    this.messages = all;
  }
}

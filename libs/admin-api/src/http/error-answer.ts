import { HttpException } from '@nestjs/common';
import { DatabaseUnavailableError } from '#database/sql.port';
import { ScriptsBusyError } from '#module-config/script-check.port';
import { ApiError } from './api-error.js';

/** An error as the API answers it. */
export interface ErrorAnswer {
  readonly error: ApiError;
  /** A fault of the server: in the log with its cause, and the answer has the number to find it by. */
  readonly isFault: boolean;
}

/** The answer an error deserves; whatever is not expected tells nothing of itself. */
export function errorAnswer(thrown: unknown): ErrorAnswer {
  if (thrown instanceof ApiError) return { error: thrown, isFault: thrown.status >= 500 };
  if (thrown instanceof DatabaseUnavailableError) {
    const { retryAfterSeconds } = thrown;
    const message = 'The server cannot reach its database. Try again in a few seconds.';
    return { error: new ApiError(503, message, { retryAfterSeconds, cause: thrown }), isFault: true };
  }
  if (thrown instanceof ScriptsBusyError) {
    const { retryAfterSeconds, message } = thrown;
    return { error: new ApiError(503, message, { retryAfterSeconds, cause: thrown }), isFault: false };
  }
  const status = statusOf(thrown);
  if (status !== undefined && status >= 400 && status < 500)
    return { error: new ApiError(status, messageOf(status)), isFault: false };
  return { error: new ApiError(500, 'The server could not complete the call.', { cause: thrown }), isFault: true };
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function messageOf(status: number): string {
  if (status === 403) return 'Nobody may call this.';
  if (status === 404) return 'There is nothing at this address.';
  if (status === 413) return 'The body is larger than this server accepts.';
  return 'The call cannot be read.';
}

import { Injectable, Logger } from '@nestjs/common';
import { randomLetters } from '#protocol/random';

/** Letters of a reference number: enough that two do not meet in a log. */
const REFERENCE_LETTERS = 10;

/** What the log says of a failure, besides its cause. */
export interface LoggedFailure {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly parameter?: string;
  /** A fault of the server: logged as an error, with its stack. */
  readonly isFault: boolean;
}

/** Gives each failure a reference number that a person can read out, and writes it to the log with the cause. */
@Injectable()
export class FailureLog {
  private readonly logger = new Logger('Failure');

  /** Logs the failure and returns its reference, like `GH-4QZ7-K2MX-9B`. */
  write(failure: LoggedFailure, error: unknown, path: string): string {
    const reference = newReference();
    const { status, code, message, parameter } = failure;
    const entry = { reference, status, code, message, parameter, path };
    if (failure.isFault) this.logger.error({ ...entry, cause: describe(error) });
    else this.logger.warn({ ...entry, cause: describe((error as Error | undefined)?.cause) });
    return reference;
  }
}

/** Letters and digits that are not mistaken for one another when read aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

function newReference(): string {
  const letters = randomLetters(ALPHABET, REFERENCE_LETTERS);
  return `GH-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

function describe(cause: unknown): string | undefined {
  if (cause instanceof Error) return cause.stack ?? cause.message;
  return typeof cause === 'string' ? cause : undefined;
}

/** How the command ends, for scripts. */
export const exitCodes = {
  /** Everything was done. */
  done: 0,
  /** It failed, or something in the document was refused. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** `plan` found differences, `doctor` findings. */
  findings: 3,
} as const;

/** Ends of work that was interrupted, as shells tell them: 128 and the number of the signal. */
export const interruptedBy = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** One of {@link exitCodes} or {@link interruptedBy}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes] | (typeof interruptedBy)[keyof typeof interruptedBy];

/** A failure that explains itself: the message alone is shown, and says what to do. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';

  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.failed,
  ) {
    super(message);
  }
}

/** Somebody ended the command before it was done. */
export class InterruptedError extends CommandError {
  override readonly name = 'InterruptedError';

  constructor(signal: keyof typeof interruptedBy) {
    super('Interrupted.', interruptedBy[signal]);
  }
}

/** A failure that the report on standard output has told of. */
export class ReportedError extends CommandError {
  override readonly name = 'ReportedError';
}

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

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure that explains itself: the message alone is shown, and says what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.failed,
  ) {
    super(message);
  }
}

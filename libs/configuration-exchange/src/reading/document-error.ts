/** A document that cannot be read any further. The message never quotes it: what stands there may be a password. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  constructor(
    readonly problem: string,
    /** Counted from 1. */
    readonly line: number,
    readonly remedy: string,
  ) {
    super(`Line ${line}: ${problem}. ${remedy}`);
  }
}

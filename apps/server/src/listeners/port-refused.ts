/** A listener's port cannot be had; the message says which one, why and what to do. */
export class PortRefusedError extends Error {
  override readonly name = 'PortRefusedError';

  /** @param setting what sets the port */
  constructor(port: number, setting: string, cause: Error) {
    const isInUse = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const problem = isInUse ? 'is in use. Stop the other program, or set' : `cannot be opened (${cause.message}). Set`;
    super(`Port ${port} ${problem} another port (${setting}).`, { cause });
  }
}

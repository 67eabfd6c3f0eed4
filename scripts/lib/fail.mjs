/** A failure that explains itself: printed without a stack trace. */
export class ScriptError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a script's main function; a failure ends the process with a readable message and the right exit code. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    console.error(`\n[gatehouse] ${error instanceof ScriptError ? error.message : (error?.stack ?? error)}`);
    process.exitCode = error?.exitCode ?? 1;
  }
}

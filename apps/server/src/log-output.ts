import type { Writable } from 'node:stream';

/** Bytes that may wait for whoever reads the log: a pause of some seconds under load. */
const WAITING_LIMIT = 1024 * 1024;

/**
 * Where the log goes. Nobody waits for its reader, and nobody needs one: what it cannot take is lost and counted (F-57). Standard output takes
 * pipes and terminals so that a write returns at once; a file takes what is written when it is written.
 */
export class LogOutput {
  #lost = 0;

  /** @param stream standard output @param tellLost the line, with its end, that takes the place of so many lost ones */
  constructor(
    private readonly stream: Writable,
    private readonly tellLost: (lines: number) => string,
  ) {
    // A reader that has gone, a full disk: each write tells of it again, and counts.
    stream.on('error', () => undefined);
    keepTerminalFromBlocking(stream);
  }

  /** Passes a line on, or several, each with its end. */
  write(text: string): void {
    if (this.stream.writableLength > WAITING_LIMIT) {
      this.#lost += 1;
      return;
    }
    const lost = this.#lost;
    this.#lost = 0;
    if (lost > 0) this.#pass(this.tellLost(lost), lost);
    this.#pass(text, 1);
  }

  /** Resolves when everything has been taken, or cannot be; at the latest after so many milliseconds. */
  async flush(milliseconds: number): Promise<void> {
    if (this.stream.writableLength === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
      this.stream.write('', () => {
        resolve();
      });
    });
    clearTimeout(timer);
  }

  /** @param lines how many are lost when it fails */
  #pass(text: string, lines: number): void {
    this.stream.write(text, (error) => {
      if (error) this.#lost += lines;
    });
  }
}

/** A terminal that is held, by Ctrl-S or a connection that hangs, would hold the server: Node waits for terminals unless it is told not to. */
function keepTerminalFromBlocking(stream: Writable & { readonly isTTY?: boolean; readonly _handle?: unknown }): void {
  const handle = stream._handle as { setBlocking?: (isBlocking: boolean) => void } | undefined;
  if (stream.isTTY === true) handle?.setBlocking?.(false);
}

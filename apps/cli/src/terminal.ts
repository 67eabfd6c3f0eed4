import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { addAbortSignal, Writable } from 'node:stream';
import { InterruptedError } from './exit-code.js';

/** Where a command reads and writes. */
export interface Terminal {
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** Whether a line can be written over: progress then keeps to one line. */
  readonly canRewrite: boolean;
  /** What was asked for; resolves when more can be taken. */
  out(text: string): Promise<void>;
  /** Everything else: progress, warnings, questions. */
  err(text: string): void;
  /** The answer to a question, without the line's end. */
  ask(question: string): Promise<string>;
  /** The same, and what is typed is not shown. */
  askHidden(question: string): Promise<string>;
  /** Standard input. */
  input(): AsyncIterable<Uint8Array>;
}

/** The terminal, or the files and pipes, that this process was started with. @param interruption ends the reading of standard input */
export const processTerminal = (interruption: AbortSignal): Terminal => ({
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  canRewrite: process.stderr.isTTY,
  out: async (text) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  err: (text) => {
    process.stderr.write(text);
  },
  ask: (question) => answerTo(question, process.stderr),
  askHidden: async (question) => {
    process.stderr.write(question);
    const answer = await answerTo('', new Writable({ write: (_chunk, _encoding, done) => done() }));
    process.stderr.write('\n');
    return answer;
  },
  input: () => addAbortSignal(interruption, process.stdin) as AsyncIterable<Uint8Array>,
});

async function answerTo(question: string, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await lines.question(question);
  } catch (error) {
    // What Ctrl-C does to a question.
    throw error instanceof Error && error.name === 'AbortError' ? new InterruptedError('SIGINT') : error;
  } finally {
    lines.close();
  }
}

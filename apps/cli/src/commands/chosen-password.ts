import { CommandError, exitCodes } from '../exit-code.js';
import type { Terminal } from '../terminal.js';

/** In bytes: nobody types more, and a file given by mistake is not read to its end. */
const LONGEST_INPUT = 4_096;

/**
 * A password that somebody chose: of standard input, or typed twice; `undefined` where one is to be made.
 * @throws CommandError nothing came on standard input, or two different ones were typed
 */
export async function chosenPassword(terminal: Terminal, isOnInput: boolean): Promise<string | undefined> {
  if (isOnInput) return firstLine(terminal);
  if (!terminal.isInteractive) return undefined;
  const password = await terminal.askHidden('Password (empty: one is made): ');
  if (password === '') return undefined;
  const repeated = await terminal.askHidden('Once more: ');
  if (Buffer.compare(Buffer.from(password), Buffer.from(repeated)) !== 0)
    throw new CommandError('The two passwords are not the same. Nothing was done.');
  return password;
}

async function firstLine(terminal: Terminal): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of terminal.input()) {
    text += decoder.decode(piece, { stream: true });
    if (text.includes('\n') || text.length > LONGEST_INPUT) break;
  }
  const [password = ''] = text.split(/\r?\n/, 1);
  if (password === '') throw new CommandError('There is no password on standard input.', exitCodes.usage);
  return password;
}

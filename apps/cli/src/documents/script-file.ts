import { LARGEST_SOURCE } from '#scripts/sources/script-sources';
import type { CommandContext } from '../command-context.js';
import { withDocument } from '../commands/exchange-run.js';
import { CommandError } from '../exit-code.js';

/** The source in a file; `-` is standard input. @throws CommandError it cannot be read, or is longer than a script may be */
export function readScriptFile(file: string, context: CommandContext): Promise<string> {
  return withDocument(file, context, async (document) => {
    let text = '';
    for await (const piece of document.read()) {
      text += piece;
      if (text.length > LARGEST_SOURCE) throw new CommandError(`${file} is longer than 1 MiB, and no script.`);
    }
    return text.replace(/^\uFEFF/, '');
  });
}

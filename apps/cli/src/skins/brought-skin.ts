import { basename } from 'node:path';
import type { BroughtJar, SkinLibrary } from '#skin/skin-library.port';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { refusalText } from '../output/refusal-text.js';
import { skinReportText } from '../output/skin-text.js';
import { readJar } from './jar-file.js';

/** A JAR that is to be worn at once. */
export interface WantedJar {
  readonly file: string;
  readonly moduleId: string;
  /** Errors in it are known and do not count. */
  readonly override: boolean;
}

/**
 * Stores a JAR that a module is to wear, unless errors would keep it off.
 * @throws CommandError it was refused, and nothing is stored
 */
export async function broughtSkin(
  { file, moduleId, override }: WantedJar,
  library: SkinLibrary,
  context: CommandContext,
): Promise<BroughtJar> {
  const jar = await readJar(file, context);
  const report = await library.check({ jar, moduleId });
  if (!report.isReadable || (!report.isSound && !override)) {
    const remedy = report.isReadable ? ' Mend it, or activate it all the same with --override.' : '';
    context.terminal.err(skinReportText(report, file));
    throw new CommandError(`${file} has errors; nothing was stored or changed.${remedy}`);
  }
  const stored = await library.store({ jar, fileName: basename(file) }, commandAuthor());
  if (!('warnings' in stored)) throw new CommandError(`${file}: ${refusalText(stored, 'skin')}`);
  return stored;
}

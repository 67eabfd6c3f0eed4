import type { SkinJson, SkinLibrary } from '#skin/skin-library.port';
import { CommandError } from '../exit-code.js';
import { problemText } from '../output/entry-text.js';

/** The stored skin that somebody means. @throws CommandError none is called so, or several are */
export async function foundSkin(named: string, library: Pick<SkinLibrary, 'find'>): Promise<SkinJson> {
  const found = await library.find(named);
  if (found.kind === 'unclear') throw new CommandError(problemText(found.problem));
  return found.skin;
}

import { setImmediate as others } from 'node:timers/promises';
import { TemplateError } from '#thymeleaf/template-error';
import { SkinProperties } from '../skin-properties.port.js';
import type { CompiledSkin } from './compiled-skin.js';
import { pageFile } from './page-file.js';
import { skinPageNames, type SkinPageName } from './skin-page-names.js';
import { renderedInSkin } from './skinned-pages.js';
import { stockPage } from './stock-pages.js';

/** What others wait for at once. Code that never ran is slow, and quicker with each try. */
const settings = Object.assign(new SkinProperties(), { milliseconds: 50 });
const MOST_TRIES = 5;

/**
 * Makes every page of a skin once before anybody sees one: the first pages of a process take so long that they would run into the limit of time. Other
 * work goes on between the pages; what is wrong with one is told when somebody asks for it.
 */
export async function warmUp(worn: CompiledSkin): Promise<void> {
  for (const name of skinPageNames) {
    for (let left = MOST_TRIES; left > 0; left -= 1) {
      const isDone = madeOnce(worn, name);
      await others();
      if (isDone) break;
    }
  }
}

/** Whether another try would not come further. */
function madeOnce(worn: CompiledSkin, name: SkinPageName): boolean {
  const found = pageFile(name, settings, (path) => worn.hasTemplate(path));
  if (found.kind !== 'skin') return true;
  const { model, audience } = stockPage(name, 'normal');
  try {
    renderedInSkin({ name, file: found.file, worn, settings }, model, audience, new Date(0));
    return true;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error.fault !== 'limit';
  }
}

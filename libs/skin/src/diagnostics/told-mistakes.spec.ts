import { hostileValues, pageWith } from '../../../../test/support/polyglots/hostile-values.js';
import { failingPages } from '../../../../test/support/failing-pages.js';
import type { SkinPackage } from '../package/skin-package.js';
import { compileSkin } from '../skin-pages/compiled-skin.js';
import { skinPageNames, type SkinPageName } from '../skin-pages/skin-page-names.js';
import { renderedInSkin } from '../skin-pages/skinned-pages.js';
import { SkinProperties } from '../skin-properties.port.js';
import { failureOf, noticeOf, type SkinMistake } from './skin-mistake.js';

const settings = new SkinProperties();
const skinOf = (file: string, text: string): SkinPackage => ({
  identity: { groupId: 'org.example', artifactId: 'told', version: '1.0' },
  ...{ sha256: 'a'.repeat(64), files: new Map([[file, Buffer.from(text)]]) },
});

/** What is told of a page for each text that stands in the place of every text of somebody. */
function toldOf(page: SkinPageName, file: string, source: string): (text: string) => readonly SkinMistake[] {
  const skin = skinOf(file, source);
  const worn = compileSkin(skin);
  const origin = { moduleId: 'auth', skin, page, file };
  return (text) => {
    const told: SkinMistake[] = [];
    const { model, audience } = pageWith(page, () => text);
    const notice = (message: string, place: object): void => void told.push(noticeOf(origin, message, place));
    try {
      renderedInSkin({ name: page, file, worn, settings, notice }, model, audience, new Date(0));
    } catch (error) {
      told.push(failureOf(origin, error));
    }
    return told;
  };
}

/** What may be a part of an expression. */
const words = ['Canary9', 'CanaryLongerBySomeLetters'];
/** What else means something to one of the readers of a template. */
const others = ['canary.canary[9]', '[Canary9', 'javascript:Canary9()', '//Canary9[@9='];

/** Each failing page is tried with one in so many of the variables, each variable in as many pages. */
const SHARE = 6;

describe.each(skinPageNames)('of the %s page', (page) => {
  const paths = hostileValues(page, () => 'Harmless').map(({ path }) => path);

  test.each(failingPages.map(([name, sourceOf], number) => ({ name, sourceOf, number })))(
    'V-102: what is told repeats nothing of the person who asked for it: $name',
    ({ name, sourceOf, number }) => {
      const tried = paths.filter((_, place) => (place + number) % SHARE === 0);
      const all = tried.map((path) => {
        const told = toldOf(page, name.endsWith('hbs') ? 'page.hbs' : 'page.html', sourceOf(path));
        const ofWords = words.flatMap(told);
        // There are no more mistakes than the skin has places, whatever visitors write.
        expect(new Set(ofWords.map(({ key }) => key)).size).toBeLessThanOrEqual(1);
        return [...ofWords, ...others.flatMap(told)];
      });

      expect(all.flat()).not.toEqual([]);
      expect(JSON.stringify(all)).not.toMatch(/canary/iu);
    },
  );
});

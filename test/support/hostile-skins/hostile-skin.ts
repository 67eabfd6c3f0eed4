import type { SeededRandom } from '../seeded-random.js';
import { pomPart, SKIN_FOLDER } from '../skin-jars.js';
import { zipOf } from '../zip-bytes.js';
import { oneOf } from './choosing.js';
import { hostileArchive, type HostileArchive } from './hostile-archives.js';
import { hostileBundle, hostileHandlebars, hostileTemplate } from './hostile-templates.js';

/** What hostile skins are made with. */
export interface HostileParts {
  /** A folder that nothing may appear in, however files are called. */
  readonly watched: string;
  /** Templates that are as they should be. */
  readonly sound: readonly string[];
}

const PAGES = ['userlogin', 'userapprove', 'usererror', 'userselect_context', 'userregister_step1'];

/** A hostile skin: two of five are hostile as archives, the others in what they hold. */
export function hostileSkin(chance: SeededRandom, { watched, sound }: HostileParts): HostileArchive {
  if (chance.between(1, 5) <= 2) return hostileArchive(chance, watched);
  const isHandlebars = chance.oneIn(6);
  const template = (): string | Buffer => {
    const text = isHandlebars ? hostileHandlebars(chance) : hostileTemplate(chance, sound);
    return chance.oneIn(20) ? Buffer.from(text, 'utf16le') : chance.oneIn(20) ? Buffer.from(text, 'latin1') : text;
  };
  const files: Record<string, string | Buffer> = {
    [`${oneOf(chance, PAGES)}.${isHandlebars ? 'hbs' : 'html'}`]: template(),
    'layouts/a.html': chance.oneIn(3)
      ? '<html layout:decorate="~{layouts/a}"><p th:insert="~{userlogin}">x</p></html>'
      : template(),
    'messages.properties': hostileBundle(chance),
    'resources/a.css': oneOf(chance, ['@import url(//evil.example);', '/*'.repeat(9_000), 'a{background:url(', '\0']),
  };
  // Stored as they are, so that none is refused for how well it packs.
  const parts = Object.entries(files).map(([path, content]) => ({ name: SKIN_FOLDER + path, content, isStored: true }));
  const jar = zipOf([pomPart('org.example', 'clinic', '1.0'), ...parts]);
  return { kind: isHandlebars ? 'Handlebars' : 'template', jar, isRefused: false };
}

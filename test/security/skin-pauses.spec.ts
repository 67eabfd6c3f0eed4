import { checkSkin } from '../../libs/skin/src/check/check-skin.js';
import type { SkinPackage } from '../../libs/skin/src/package/skin-package.js';
import { compileSkinInSlices, compileToInspect } from '../../libs/skin/src/skin-pages/compiled-skin.js';
import { warmUp } from '../../libs/skin/src/skin-pages/warm-up.js';
import { SkinProperties } from '../../libs/skin/src/skin-properties.port.js';
import { heavySkins } from '../support/heavy-skins.js';
import { longestPause } from '../support/longest-pause.js';

/** Milliseconds that a sign-in may have to wait. */
const LONGEST = 100;
/** Others use the machine too: one run of so many has to be quiet. */
const RUNS = 5;

const skinOf = (files: Readonly<Record<string, string>>): SkinPackage => ({
  identity: { groupId: 'org.example', artifactId: 'heavy', version: '1.0' },
  sha256: 'a'.repeat(64),
  files: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const)),
});

async function quietest(work: () => Promise<unknown>): Promise<number> {
  let pause = Infinity;
  for (let run = 0; run < RUNS && pause >= LONGEST; run += 1) pause = Math.min(pause, await longestPause(work));
  return pause;
}

describe.each(Object.entries(heavySkins))('V-81: %s', (_, files) => {
  const skin = skinOf(files());

  test('hold no sign-in up while the skin is checked', async () => {
    const check = async () => checkSkin(await compileToInspect(skin), new SkinProperties());

    expect(await quietest(check)).toBeLessThan(LONGEST);
  });

  test('hold no sign-in up while the skin is loaded', async () => {
    const load = async () => warmUp(await compileSkinInSlices(skin));

    expect(await quietest(load)).toBeLessThan(LONGEST);
  });
});

import { skinPageNames } from '#skin/skin-pages/skin-page-names';
import { scriptEngine } from '../support/polyglots/ran-scripts.js';
import { slotKinds } from '../support/polyglots/slot-kinds.js';
import { slotPages } from '../support/polyglots/slot-page.js';
import { morePolyglots } from '../support/polyglots/texts.js';
import { harmlessPage, whatGotOut } from '../support/polyglots/what-got-out.js';

test(`V-79, V-82, V-83: ${String(morePolyglots.length)} polyglots stay texts in every text of every page, in every place of a template`, async () => {
  const engine = await scriptEngine();
  const found = new Set<string>();
  let filled = 0;
  for (const name of skinPageNames)
    for (const page of Object.values(slotKinds).flatMap((kind) => slotPages(name, kind))) {
      const harmless = harmlessPage(page);
      for (let round = 0; round < morePolyglots.length; round += 1) {
        const textAt = (place: number): string => morePolyglots[(place + round) % morePolyglots.length] ?? '';
        for (const one of whatGotOut(harmless, textAt, engine)) found.add(`${name}: ${one}`);
        filled += page.placed.length;
      }
    }
  console.log({ polyglots: morePolyglots.length, filled });
  expect([...found]).toEqual([]);
}, 3_600_000);

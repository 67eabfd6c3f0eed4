import { scriptEngine } from '../../../../test/support/polyglots/ran-scripts.js';
import { slotKinds } from '../../../../test/support/polyglots/slot-kinds.js';
import { slotPages } from '../../../../test/support/polyglots/slot-page.js';
import { polyglots } from '../../../../test/support/polyglots/texts.js';
import { harmlessPage, whatGotOut } from '../../../../test/support/polyglots/what-got-out.js';
import { skinPageNames } from './skin-page-names.js';

const kinds = Object.entries(slotKinds);

test.each(skinPageNames.flatMap((name) => kinds.map(([kind, slots]) => ({ name, kind, slots }))))(
  'V-79, V-82, V-83: texts of others stay texts in every place of the $name page, $kind',
  async ({ name, slots }) => {
    const engine = await scriptEngine();
    // Each text is one of them here; in the long run every text is all of them, and more.
    const textAt = (place: number): string => polyglots[place % polyglots.length] ?? '';
    for (const page of slotPages(name, slots)) expect(whatGotOut(harmlessPage(page), textAt, engine)).toEqual([]);
  },
);

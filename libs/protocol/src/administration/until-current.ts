import type { BasedOn } from './based-on.js';

/** More than change one thing at the same time; a change that others always overtake is given up. */
export const MOST_TRIES = 20;

/**
 * Makes a change that names no version anew where another one came in between: it is to have the last word. Of those that meet one gets through in
 * each round, so that as many as there are tries all do.
 * @param change reads what is there and changes it; called again after `stale`
 */
export async function untilCurrent<Outcome extends { readonly kind: string }>(
  { ifVersions }: BasedOn,
  change: () => Promise<Outcome>,
): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    const outcome = await change();
    if (outcome.kind !== 'stale' || ifVersions !== undefined || tries === MOST_TRIES) return outcome;
  }
}

import type { KeyJson } from '#keystore/keystore-administration.port';

const DAY = 86_400_000;
/** What the drawing is wide, in its own units; names stand above the bars. */
const WIDTH = 800;
const ROW = 44;

/** The lives of keys as a drawing: a bar for each, from when it signs to when its last token has expired. */
export function keyTimeline(keys: readonly KeyJson[], now: Date) {
  const times = keys.flatMap(({ signsFrom, verifiesUntil }) =>
    [signsFrom, verifiesUntil].flatMap((text) => (text === undefined ? [] : [new Date(text).getTime()])),
  );
  const from = Math.min(now.getTime() - 7 * DAY, ...times);
  const to = Math.max(now.getTime() + 7 * DAY, ...times);
  const place = (at: number): number => Math.round(((Math.min(Math.max(at, from), to) - from) / (to - from)) * WIDTH);
  const bars = keys.map(({ kid, state, signsFrom, verifiesUntil }, row) => {
    const begin = place(signsFrom === undefined ? from : new Date(signsFrom).getTime());
    const end = place(verifiesUntil === undefined ? to : new Date(verifiesUntil).getTime());
    return {
      ...{ kid, state, x: begin, width: Math.max(4, end - begin), textY: row * ROW + 16, y: row * ROW + 22 },
      look: state === 'SIGNING' ? 'good' : 'quiet',
    };
  });
  return { width: WIDTH, height: keys.length * ROW + 8, now: place(now.getTime()), bars };
}

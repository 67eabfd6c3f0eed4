import { editDistance } from '#protocol/edit-distance';

const LONGEST = 40;

/** The name that is likely to be meant; undefined where none is near. */
export function nearName(written: string, names: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  const lower = written.toLowerCase();
  const furthest = Math.max(1, Math.floor(written.length / 3));
  const ranked = [...names]
    .filter((name) => name.length <= LONGEST && Math.abs(name.length - written.length) <= furthest)
    .map((name) => ({ name, distance: editDistance(lower, name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= furthest ? best.name : undefined;
}

/** The same as the end of a sentence; '' where none is near. */
export function meantName(written: string, names: Iterable<string>, prefix = ''): string {
  const near = nearName(written, names);
  return near === undefined ? '' : `; did you mean ${prefix}${near}?`.slice(0, -1);
}

import { editDistance } from '../edit-distance.js';
import { permissionNames } from './permission-catalogue.js';

/** Slips of the pen that a name may have. */
const MOST_SLIPS = 3;
/** No permission's name is nearly as long; what is longer is not compared. */
const LONGEST = 100;

/** The permission or role that was probably meant by a name that is none; `undefined` where it is like none. */
export function nearestPermission(written: string): string | undefined {
  const name = written.toUpperCase();
  if (name.length > LONGEST) return undefined;
  const near = [...permissionNames].map((known) => ({ known, slips: editDistance(name, known) }));
  const best = near.reduce((one, other) => (other.slips < one.slips ? other : one));
  return best.slips <= MOST_SLIPS ? best.known : undefined;
}

/** Says of each name that is no permission what it might mean: `ROLE_SUPERUSR (ROLE_SUPERUSER?)`. */
export function withNearest(name: string): string {
  const nearest = nearestPermission(name);
  return nearest === undefined ? name : `${name} (${nearest}?)`;
}

import { sha256Base64Url } from '../hash.js';

/** Characters of a hash: enough to compare two by. */
const LENGTH = 22;

/** A resource as traces name it: by its type and a hash of its id (ruling 54). */
export function hashedResource(type: string, id: string): string {
  return `${type} ${sha256Base64Url(JSON.stringify([type.toLowerCase(), id])).slice(0, LENGTH)}`;
}

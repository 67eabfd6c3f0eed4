import type { PageModels } from '../models/page-models.js';

/** How a page calls the person who is signed in: both names, or the user name where none is known. */
export function fullName({ givenName, familyName, username }: PageModels['approve']['user']): string {
  return `${givenName} ${familyName}`.trim() || username;
}

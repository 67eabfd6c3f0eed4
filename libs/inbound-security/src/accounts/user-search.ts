import type { UserAccount } from '#protocol/user/new-user';

/** Characters of a search term that count, and its words. */
const LONGEST = 200;
const MOST_WORDS = 10;

/** Names and e-mail address as the search compares them: in one spelling, small letters. */
export function searchTextOf({ username, familyName, givenName, email }: UserAccount): string {
  return searchable([username, familyName, givenName, email].join(' '));
}

/** Patterns of LIKE, one for each word of a search term: all of them must match; none for a term without words. */
export function searchPatterns(term: string): readonly string[] {
  const words = searchable(term.slice(0, LONGEST))
    .split(/[\s\p{C}]+/u)
    .filter((word) => word !== '');
  return words.slice(0, MOST_WORDS).map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
}

function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

import type { ScriptEventJson, ScriptJson, ScriptVersionJson } from '#scripts/script-library.port';
import { legible } from '#protocol/legible-text';

/** A script in one line: its id, which version runs and since when. */
export function scriptText({ scriptId, description = '', active, lastNumber }: ScriptJson): string {
  const newest = lastNumber === active.number ? '' : `, the newest is ${lastNumber}`;
  const [first = ''] = description.split('\n');
  const about = first === '' ? '' : `  ${legible(first)}`;
  return `${scriptId}  version ${active.number}${newest}, saved ${active.savedAt} by ${legible(active.author)}${about}\n`;
}

/** A version in one line. */
export function versionText({ number, savedAt, author, comment = '' }: ScriptVersionJson): string {
  return `${number}  ${savedAt}  ${legible(author)}${commentText(comment)}\n`;
}

/** What happened, in one line. */
export function eventText({ kind, number, at, author, comment = '' }: ScriptEventJson): string {
  return `${at}  ${kind}, version ${number} runs from then on  ${legible(author)}${commentText(comment)}\n`;
}

function commentText(comment: string): string {
  return comment === '' ? '' : `  ${legible(comment)}`;
}

import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { problemText } from './entry-text.js';

/** Why a change was not made, one problem a line. @param what is unknown where the refusal is */
export function refusalText(refusal: ChangeRefusal, what: string): string {
  switch (refusal.kind) {
    case 'refused':
    case 'forbidden':
      return refusal.problems.map(problemText).join('\n');
    case 'unknown':
      return `There is no such ${what}.`;
    case 'stale':
      return 'Somebody else changed it at the same time. Try again.';
  }
}

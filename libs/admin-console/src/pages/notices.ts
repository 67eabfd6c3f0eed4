/** What a page says after something was done, by the word in its address. An address can say nothing else. */
const notices: ReadonlyMap<string, string> = new Map([
  ['saved', 'Saved.'],
  ['unchanged', 'Nothing was different, so that nothing was changed.'],
  ['created', 'Created.'],
  ['removed', 'Removed.'],
  ['archived', 'Archived. It can be restored from its history.'],
  ['restored', 'Restored.'],
  ['ended', 'Ended.'],
  ['started', 'Started.'],
  ['stopped', 'Stopped. It stays stopped until somebody starts it.'],
  ['restarted', 'Restarted: what was saved counts now.'],
  ['rolled-back', 'Rolled back: the version that you chose runs now.'],
  ['rotated', 'Rotated: the new keys are below.'],
  ['worn', 'Done: pages look like that from the next second on, in every process.'],
  ['signed-out', 'You are signed out.'],
]);

/** The notice of an address; undefined where it names none that there is. */
export function noticeOf(word: string | null): string | undefined {
  return word === null ? undefined : notices.get(word);
}

/** What takes the place of a piece of a text; nothing is taken away where both ends are the same. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made; they must not overlap, and those of one place stay in their order. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let place = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(place, edit.start), edit.text);
    place = edit.end;
  }
  return [...parts, text.slice(place)].join('');
}

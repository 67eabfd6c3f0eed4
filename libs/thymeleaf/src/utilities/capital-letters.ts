/** The text with another first letter. */
export function withFirst(text: string, change: (letter: string) => string): string {
  const [first = ''] = text;
  return change(first) + text.slice(first.length);
}

/** Each word with a capital. Words end at blanks, or at any of the delimiters. */
export function capitalizeWords(text: string, delimiters?: string): string {
  const ends = delimiters === undefined ? undefined : new Set(delimiters);
  let atStart = true;
  const letters = Array.from(text, (letter) => {
    const isEnd = ends ? ends.has(letter) : letter.trim() === '';
    const shown = atStart && !isEnd ? letter.toUpperCase() : letter;
    atStart = isEnd;
    return shown;
  });
  return letters.join('');
}

/** Neighbours on keyboards, in rows and in columns. */
const ROWS = [
  ...['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  ...['qwertzuiop', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'],
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
];
const NEIGHBOURS: ReadonlySet<string> = new Set(ROWS.flatMap(pairsOf));
/** Characters that are repeated over and over. */
const LONGEST_UNIT = 4;
/** One step in so many may lead elsewhere: from the end of one row to the beginning of another. */
const STEPS_TO_A_BREAK = 4;

/** Whether a text is one that a finger or the alphabet writes by itself: `aaaaaaaa`, `abcabcabc`, `12345678`, `qwertyuiop`, `87654321`. */
export function isSequence(text: string): boolean {
  const characters = Array.from(text);
  return isRepeated(characters) || isRun(characters);
}

function isRepeated(characters: readonly string[]): boolean {
  return Array.from({ length: LONGEST_UNIT }, (_, index) => index + 1).some(
    (unit) => characters.length >= 2 * unit && characters.every((each, place) => each === characters[place % unit]),
  );
}

function isRun(characters: readonly string[]): boolean {
  const steps = characters.length - 1;
  const breaks = characters.slice(1).filter((next, index) => !isStep(characters[index] ?? '', next)).length;
  return steps >= STEPS_TO_A_BREAK && breaks * STEPS_TO_A_BREAK <= steps;
}

function isStep(one: string, next: string): boolean {
  const distance = (next.codePointAt(0) ?? 0) - (one.codePointAt(0) ?? 0);
  return Math.abs(distance) <= 1 || NEIGHBOURS.has(one + next);
}

function pairsOf(row: string): readonly string[] {
  return Array.from(row)
    .slice(1)
    .flatMap((next, index) => [`${row[index] ?? ''}${next}`, `${next}${row[index] ?? ''}`]);
}

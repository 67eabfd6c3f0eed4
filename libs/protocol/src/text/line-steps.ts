/** What becomes of a line on the way from one text to another. */
export interface LineStep {
  readonly kind: 'kept' | 'removed' | 'added';
  readonly text: string;
}

/** Most pairs of lines that are compared with one another; beyond it, all between what is alike at both ends counts as another text. */
const MOST_PAIRS = 4_000_000;

/** The lines of both texts in an order that keeps as many as there can be. */
export function lineSteps(before: readonly string[], after: readonly string[]): readonly LineStep[] {
  const head = alikeAtStart(before, after, Math.min(before.length, after.length));
  const most = Math.min(before.length, after.length) - head;
  const tail = alikeAtStart(before.toReversed(), after.toReversed(), most);
  const [old, fresh] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const middle = old.length * fresh.length > MOST_PAIRS ? replaced(old, fresh) : compared(old, fresh);
  return [...steps('kept', before.slice(0, head)), ...middle, ...steps('kept', before.slice(before.length - tail))];
}

function alikeAtStart(one: readonly string[], other: readonly string[], most: number): number {
  let count = 0;
  while (count < most && one[count] === other[count]) count += 1;
  return count;
}

function steps(kind: LineStep['kind'], lines: readonly string[]): readonly LineStep[] {
  return lines.map((text) => ({ kind, text }));
}

function replaced(old: readonly string[], fresh: readonly string[]): readonly LineStep[] {
  return [...steps('removed', old), ...steps('added', fresh)];
}

/** By the longest common subsequence; removed lines come before those that take their place. */
function compared(old: readonly string[], fresh: readonly string[]): readonly LineStep[] {
  const { lengthFrom } = commonLengths(old, fresh);
  const found: LineStep[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < fresh.length) {
    const [left = '', right = ''] = [old[i], fresh[j]];
    if (left === right) {
      found.push({ kind: 'kept', text: left });
      i += 1;
      j += 1;
    } else if (lengthFrom(i + 1, j) >= lengthFrom(i, j + 1)) {
      found.push({ kind: 'removed', text: left });
      i += 1;
    } else {
      found.push({ kind: 'added', text: right });
      j += 1;
    }
  }
  return [...found, ...replaced(old.slice(i), fresh.slice(j))];
}

/** How many lines two texts have in common from a place in each of them on. */
function commonLengths(old: readonly string[], fresh: readonly string[]) {
  const width = fresh.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const lengthFrom = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        old[i] === fresh[j] ? lengthFrom(i + 1, j + 1) + 1 : Math.max(lengthFrom(i + 1, j), lengthFrom(i, j + 1));
  return { lengthFrom };
}

import type { Position } from '../../template-error.js';

/** A stretch that was left out: it stood in the source before what is at `at` of the text now. */
interface Omission {
  readonly at: number;
  readonly length: number;
}

/** Begin and end (exclusive) of a stretch of text. */
export type Stretch = readonly [begin: number, end: number];

/** Text of a template without what was left out of it, which still knows where everything stood. */
export class SourceText {
  /** By number of omissions that stand before a place: how long they are together. */
  private readonly before: readonly number[];

  private constructor(
    readonly text: string,
    /** Where the lines of the source begin. */
    private readonly lines: Uint32Array,
    /** By `at`, ascending. */
    private readonly omissions: readonly Omission[],
  ) {
    let length = 0;
    this.before = [0, ...omissions.map((omission) => (length += omission.length))];
  }

  static of(source: string): SourceText {
    return new SourceText(source, lineStarts(source), []);
  }

  /** Line and column, from 1, of an index into the text. */
  positionAt(index: number): Position {
    const at = this.sourceIndex(index);
    const line = lineOf(this.lines, at);
    return { line: line + 1, column: at - (this.lines[line] ?? 0) + 1 };
  }

  /** The same without some stretches of it, which are given in order and do not overlap. */
  without(stretches: readonly Stretch[]): SourceText {
    if (stretches.length === 0) return this;
    let text = '';
    let last = 0;
    for (const [begin, end] of stretches) {
      text += this.text.slice(last, begin);
      last = end;
    }
    return new SourceText(text + this.text.slice(last), this.lines, this.omissionsWith(stretches));
  }

  /** All omissions in the order of the source, counted in the text that is left. */
  private omissionsWith(stretches: readonly Stretch[]): readonly Omission[] {
    const gone = [
      ...stretches.map(([begin, end]) => ({ at: begin, length: end - begin, shortens: end - begin })),
      ...this.omissions.map((omission) => ({ ...omission, shortens: 0 })),
    ].sort((left, right) => left.at - right.at);
    let shorter = 0;
    let reach = 0;
    return gone.map(({ at, length, shortens }) => {
      // What was left out earlier inside of a stretch that goes now goes with it.
      const inside = Math.max(0, reach - at);
      const place = at - shorter + Math.min(inside, shorter);
      if (shortens > 0) reach = at + shortens;
      shorter += shortens;
      return { at: place, length };
    });
  }

  private sourceIndex(index: number): number {
    let low = 0;
    let high = this.omissions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.omissions[middle]?.at ?? 0) > index) high = middle;
      else low = middle + 1;
    }
    return index + (this.before[low] ?? 0);
  }
}

function lineStarts(source: string): Uint32Array {
  const starts = new Uint32Array(linesOf(source));
  let line = 1;
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1), line += 1) starts[line] = end + 1;
  return starts;
}

function linesOf(source: string): number {
  let lines = 1;
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1)) lines += 1;
  return lines;
}

/** Index of the last line that begins at or before a place. */
function lineOf(lines: Uint32Array, at: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

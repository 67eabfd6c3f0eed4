import { lineSteps, type LineStep } from './line-steps.js';

/** Lines around a change that are shown with it. */
const CONTEXT = 3;
const SIGNS = { kept: ' ', removed: '-', added: '+' } as const;

/** A step and the lines at which it is, in the one text and the other, counted from 1. */
interface PlacedStep extends LineStep {
  readonly before: number;
  readonly after: number;
}

/** The difference of two texts in the unified format, without the names of files; empty where they are equal. */
export function unifiedDifference(before: string, after: string): string {
  const placed = placedSteps(lineSteps(linesOf(before), linesOf(after)));
  return hunksOf(placed).map(hunkText).join('');
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
}

function placedSteps(steps: readonly LineStep[]): readonly PlacedStep[] {
  let [before, after] = [1, 1];
  return steps.map((step) => {
    const placed = { ...step, before, after };
    if (step.kind !== 'added') before += 1;
    if (step.kind !== 'removed') after += 1;
    return placed;
  });
}

/** Changes with the lines around them; those that are near to one another together. */
function hunksOf(steps: readonly PlacedStep[]): readonly (readonly PlacedStep[])[] {
  const hunks: PlacedStep[][] = [];
  let end = -1;
  for (const [index, { kind }] of steps.entries()) {
    if (kind === 'kept') continue;
    const from = Math.max(index - CONTEXT, 0);
    const to = Math.min(index + CONTEXT + 1, steps.length);
    const last = hunks.at(-1);
    if (last === undefined || from > end) hunks.push(steps.slice(from, to));
    else last.push(...steps.slice(end, to));
    end = to;
  }
  return hunks;
}

function hunkText(steps: readonly PlacedStep[]): string {
  const [first] = steps;
  const range = (sign: '-' | '+', start = 1): string => {
    const other = sign === '-' ? 'added' : 'removed';
    return `${sign}${String(start)},${String(steps.filter(({ kind }) => kind !== other).length)}`;
  };
  const lines = steps.map(({ kind, text }) => `${SIGNS[kind]}${text}\n`).join('');
  return `@@ ${range('-', first?.before)} ${range('+', first?.after)} @@\n${lines}`;
}

import type { ScriptFailureReason, ScriptPosition } from '../../script-failure.port.js';

const LONGEST_DETAIL = 500;
/** Beyond which a line or column in a stack is made up. */
const LAST_LINE = 10_000_000;

/** What the guest says of a thrown value: strings that a script had its hands on. */
export interface DescribedThrow {
  readonly text: string;
  readonly stack: string;
}

/** Something that went wrong inside the engine, and leaves it whole. */
export class GuestError extends Error {
  readonly reason: ScriptFailureReason;
  readonly position: ScriptPosition | undefined;

  constructor(reason: ScriptFailureReason, detail: string, position?: ScriptPosition) {
    super(shortened(detail));
    this.reason = reason;
    this.position = position;
  }
}

/** One line of at most 500 characters, without control characters. */
export function shortened(detail: string): string {
  // eslint-disable-next-line no-control-regex -- a script's words end up in logs
  return detail.slice(0, LONGEST_DETAIL).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}

/** A line of a stack that is in the script itself. */
export interface ScriptFrame {
  readonly position: ScriptPosition;
  /** As the script calls it; absent of one without a name. */
  readonly functionName?: string;
}

/** `at name (file:line:column)`, the first that is in the script itself. */
export function frameIn(stack: string, fileName: string): ScriptFrame | undefined {
  for (const line of stack.split('\n')) {
    const at = line.indexOf(`${fileName}:`);
    const [, row, column] = at < 0 ? [] : (/^:(\d+)(?::(\d+))?/.exec(line.slice(at + fileName.length)) ?? []);
    if (row === undefined || Number(row) > LAST_LINE) continue;
    const isColumn = column !== undefined && Number(column) <= LAST_LINE;
    const [, functionName] = /^\s*at ([\p{L}\p{N}_$.]{1,100}) \($/u.exec(line.slice(0, at)) ?? [];
    const position = { line: Number(row), ...(isColumn && { column: Number(column) }) };
    return { position, ...(functionName !== undefined && { functionName }) };
  }
  return undefined;
}

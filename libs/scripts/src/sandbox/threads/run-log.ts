import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import { MOST_PAYLOAD } from '../engine/loaded-guest.js';
import type { ScriptLogLine } from '../script-job.js';

/** Lines of one run that are kept. */
const MOST_LINES = 1_000;
const LEVELS: ReadonlySet<unknown> = new Set(['debug', 'info', 'warn', 'error']);

/** What a run may log: so many bytes and lines, then one line that says that there was more. */
export class RunLog {
  private readonly mostBytes: number;
  private readonly write: (line: ScriptLogLine) => void;
  private bytes = 0;
  private lines = 0;
  private isFull = false;

  constructor(mostBytes: number, write: (line: ScriptLogLine) => void) {
    this.mostBytes = mostBytes;
    this.write = write;
  }

  add({ level, text }: ScriptLogLine): void {
    if (this.isFull) return;
    const room = this.mostBytes - this.bytes;
    const size = Buffer.byteLength(text);
    if (this.lines >= MOST_LINES || size > room) return this.close(level, cut(text, room));
    this.bytes += size;
    this.lines++;
    this.write({ level, text });
  }

  /** The beginning of the line that does not fit is kept: it may be the one that tells what is wrong. */
  private close(level: ScriptLogLine['level'], beginning: string): void {
    this.isFull = true;
    if (this.lines < MOST_LINES && beginning !== '') this.write({ level, text: beginning });
    this.write({ level: 'warn', text: 'The log of this run ends here: a run may log 1,000 lines and 64 KB.' });
  }
}

/** Of what a script wants logged, which may be anything: what is no line is shown as it came. */
export function logLineOf(payload: string): ScriptLogLine {
  if (payload === '')
    return { level: 'warn', text: `A line of more than ${String(MOST_PAYLOAD)} characters is left out.` };
  const { level, text } = saidIn(payload);
  return { level: isLevel(level) ? level : 'info', text: typeof text === 'string' ? text : payload };
}

function saidIn(payload: string): JsonObject {
  try {
    const said: unknown = JSON.parse(payload);
    return isJsonObject(said) ? said : {};
  } catch {
    return {};
  }
}

function isLevel(level: unknown): level is ScriptLogLine['level'] {
  return LEVELS.has(level);
}

function cut(text: string, bytes: number): string {
  return Buffer.from(text)
    .subarray(0, Math.max(0, bytes))
    .toString()
    .replace(/\uFFFD$/, '');
}

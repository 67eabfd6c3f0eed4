import type { ScriptPosition } from '../script-failure.port.js';
import type { Sandbox } from './sandbox.js';

/** A source as somebody wants to save it. */
export interface UncheckedSource {
  readonly source: string;
  /** As it is called in positions. */
  readonly fileName: string;
  readonly isModule: boolean;
}

/** What came of a check. */
export type SourceCheck =
  | { readonly kind: 'loads' }
  /** It cannot be parsed. */
  | { readonly kind: 'fault'; readonly message: string; readonly position?: ScriptPosition }
  /** Nobody can say now: everything is busy, or the source is too much for the parser. */
  | { readonly kind: 'unknown'; readonly message: string; readonly isBusy?: true };

const LIMITS = { computeMillis: 2_000, hostCalls: 0, outputBytes: 100, logBytes: 0 };
const TOTAL_MILLIS = 10_000;

/** Whether a source can be loaded. Nothing of it is run: its top-level statements may call other servers. */
export async function checkSource(sandbox: Sandbox, unchecked: UncheckedSource): Promise<SourceCheck> {
  const outcome = await sandbox.run({
    job: { ...unchecked, input: 'null', surroundings: 'null', limits: LIMITS },
    totalMillis: TOTAL_MILLIS,
    holder: 'checks of sources',
    answer: () => Promise.reject(new Error('nothing is run')),
    onLog: () => undefined,
  });
  if (outcome.kind !== 'failed') return { kind: 'loads' };
  const { reason, detail, position } = outcome;
  if (reason !== 'load') return { kind: 'unknown', message: detail, ...(reason === 'busy' && { isBusy: true }) };
  return { kind: 'fault', message: detail, ...(position && { position }) };
}

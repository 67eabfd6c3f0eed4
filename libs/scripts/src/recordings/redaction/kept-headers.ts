import { isJsonObject } from '#protocol/json/json-object';
import type { RecordedCall } from '../recorded-session.js';

/** Headers of a script's own calls that are kept, of the request and of the answer. */
const keptHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'location', 'retry-after']);

/** The call without the headers in which secrets stand. */
export function withKeptHeaders(call: RecordedCall): RecordedCall {
  const { payload, answer } = call;
  return {
    ...call,
    payload: keepingHeaders(payload),
    ...(answer !== undefined && { answer: keepingHeaders(answer) }),
  };
}

function keepingHeaders(value: unknown): unknown {
  if (!isJsonObject(value) || !isJsonObject(value['headers'])) return value;
  const kept = Object.entries(value['headers']).filter(([name]) => keptHeaders.has(name.toLowerCase()));
  return { ...value, headers: Object.fromEntries(kept) };
}

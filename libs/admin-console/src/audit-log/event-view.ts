import { isJsonObject, type JsonObject } from '#protocol/json/json-object';

/** A record as a row shows it. */
export function eventView(event: JsonObject) {
  const detail = isJsonObject(event['detail']) ? event['detail'] : {};
  const flowId = textOf(event['flowId']);
  return {
    at: textOf(event['at']) ?? '',
    kind: wordsOf(textOf(event['kind']) ?? ''),
    isFailure: event['outcome'] === 'failure',
    errorCode: textOf(event['errorCode']),
    errorReference: textOf(event['errorReference']),
    username:
      textOf(event['username']) ??
      (typeof event['userPid'] === 'number' ? `user ${String(event['userPid'])}` : undefined),
    clientId: textOf(event['clientId']),
    moduleId: textOf(event['moduleId']),
    remoteAddress: textOf(event['remoteAddress']),
    actor: textOf(detail['actor']),
    flowPath: flowId === undefined ? undefined : `/audit/flow/${encodeURIComponent(flowId)}`,
    particulars: JSON.stringify(withoutShown(event), undefined, 2),
  };
}

/** The records of a flow in the order in which they happened, each with the milliseconds since the one before. */
export function timelineOf(events: readonly JsonObject[]) {
  const inOrder = events.toSorted((one, other) => (textOf(one['at']) ?? '').localeCompare(textOf(other['at']) ?? ''));
  return inOrder.map((event, place) => {
    const before = inOrder[place - 1];
    const since = before === undefined ? undefined : timeOf(event) - timeOf(before);
    return { ...eventView(event), since: since === undefined ? undefined : durationOf(since) };
  });
}

/** Such as `120 ms`, `4.2 s`, `3 min`. */
export function durationOf(milliseconds: number): string {
  if (milliseconds < 1_000) return `${String(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${String(Math.round(milliseconds / 60_000))} min`;
}

function timeOf(event: JsonObject): number {
  return new Date(textOf(event['at']) ?? '').getTime();
}

/** `TOKEN_REFUSAL` → `Token refusal`. */
function wordsOf(kind: string): string {
  const words = kind.toLowerCase().replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function withoutShown(event: JsonObject): object {
  const shown = new Set(['at', 'kind', 'outcome', 'username', 'clientId', 'moduleId']);
  return Object.fromEntries(Object.entries(event).filter(([name]) => !shown.has(name)));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

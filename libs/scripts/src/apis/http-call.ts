import {
  EgressError,
  type Egress,
  type EgressMethod,
  type EgressRequest,
  type EgressResponse,
} from '#egress/egress.port';
import { isJsonObject } from '#protocol/json/json-object';
import type { HostQuestion } from '../running/host-answers.js';
import { withDepth } from '../running/script-depth.js';
import { callFailure, isRefusal } from './call-failure.js';
import { callMillis } from './call-time.js';

/** What the guest gets: see `guest/apis/http.ts`. */
export type HttpOutcome =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string }
  | { readonly failure: string };

/** Characters of JSON that are handed to a script. */
const LONGEST_ANSWER = 1_000_000;

const methods: ReadonlySet<unknown> = new Set<EgressMethod>(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** What a call is told that comes too late. */
export const OUT_OF_TIME = 'The run has no time left for a call (property script.time_limit).';

/** An answer that can be handed to a script. */
export function bounded(response: EgressResponse): HttpOutcome {
  const isTooLong = JSON.stringify(response).length > LONGEST_ANSWER;
  return isTooLong ? { failure: 'The answer has more than 1 MiB: ask for less.' } : response;
}

/** A request of a script over HTTP: to the hosts of its module's list, and never as anybody but the script itself. Does not throw for what a host does. */
export async function callOverHttp(egress: Egress, question: HostQuestion): Promise<HttpOutcome> {
  const { url, request } = readCall(question.payload);
  const { allowedHosts, moduleId } = question.settings;
  const mostMillis = callMillis(question);
  if (mostMillis <= 0) return { failure: OUT_OF_TIME };
  try {
    const share = { pool: 'scripts', party: moduleId };
    const sent = { ...request, headers: withDepth(request.headers, question.depth) };
    return bounded(await egress.send(url, sent, { allowedHosts, mostMillis, share }));
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    const failure = callFailure(error, question.settings);
    if (isRefusal(error)) question.note(`call refused: ${failure}`);
    return { failure };
  }
}

/** @throws Error — the guest was tampered with */
function readCall(payload: unknown): { readonly url: string; readonly request: EgressRequest } {
  if (!isJsonObject(payload)) throw new Error('no request');
  const { url, method, headers, body } = payload;
  if (typeof url !== 'string' || !methods.has(method) || !isTexts(headers)) throw new Error('no request');
  if (body !== undefined && typeof body !== 'string') throw new Error('no request');
  return { url, request: { method: method as EgressMethod, headers, ...(body !== undefined && { body }) } };
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.values(value).every((each) => typeof each === 'string');
}

import type { HostAnswers, HostQuestion } from '../running/host-answers.js';
import type { RecordedCall } from '../recordings/recorded-session.js';
import type { BenchCall } from '../script-bench.port.js';

const NOT_CALLED = 'Other servers are not called on the bench: have the calls answered as recorded, or live.';
const NOT_RECORDED = 'There was no such call when the session was recorded.';

/** Refuses every call, in words for the script's author, as a call over HTTP or of a FHIR server is refused in earnest. */
export const refusingHost: HostAnswers = { answer: () => Promise.resolve({ failure: NOT_CALLED }) };

/** Answers as it was answered when the session was recorded: the same call in the same way, each recorded answer once before any is given again. */
export function recordedHost(calls: readonly RecordedCall[]): HostAnswers {
  const left = [...calls];
  return {
    answer: (question) => {
      const call = left.find((each) => isSame(each, question)) ?? calls.find((each) => isSame(each, question));
      if (call === undefined) return Promise.resolve({ failure: NOT_RECORDED });
      const at = left.indexOf(call);
      if (at >= 0) left.splice(at, 1);
      return call.answer === undefined ? Promise.reject(new Error(call.failure)) : Promise.resolve(call.answer);
    },
  };
}

/** Headers do not count, since most of them were never kept; nor do secrets, in the place of which the recording has something else. */
function isSame({ operation, payload }: RecordedCall, question: HostQuestion): boolean {
  return operation === question.operation && fits(told(payload), told(question.payload));
}

function told(payload: unknown): string {
  const { headers: _headers, ...others } = plain(payload);
  return JSON.stringify(Object.entries(others).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a text is the recorded one, with anything where secrets were. */
function fits(recorded: string, text: string): boolean {
  const [first = '', ...others] = recorded.split(/removed-\d+/);
  const last = others.pop();
  if (last === undefined) return first === text;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const middle = text.slice(first.length, text.length - last.length);
  let at = 0;
  return others.every((part) => {
    const found = middle.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
}

/** Notes every call with how it ended. */
export function watchedHost(host: HostAnswers, calls: BenchCall[]): HostAnswers {
  return {
    answer: async (question) => {
      const begun = performance.now();
      const note = (ending: Pick<BenchCall, 'status' | 'failure'>): void => {
        const millis = Math.round(performance.now() - begun);
        calls.push({ operation: question.operation, ...addressIn(question.payload), ...ending, millis });
      };
      try {
        const answer = await host.answer(question);
        note(endingOf(answer));
        return answer;
      } catch (error) {
        note({ failure: error instanceof Error ? error.message : String(error) });
        throw error;
      }
    },
  };
}

function addressIn(payload: unknown): Pick<BenchCall, 'method' | 'url'> {
  const { method, url } = plain(payload);
  return { ...(typeof method === 'string' && { method }), ...(typeof url === 'string' && { url: url.slice(0, 500) }) };
}

function endingOf(answer: unknown): Pick<BenchCall, 'status' | 'failure'> {
  const { status, failure } = plain(answer);
  return { ...(typeof status === 'number' && { status }), ...(typeof failure === 'string' && { failure }) };
}

/** The members of what a script, or the server, sent; as JSON, so that what is undefined is not there. */
function plain(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (JSON.parse(JSON.stringify(value)) as Readonly<Record<string, unknown>>)
    : {};
}

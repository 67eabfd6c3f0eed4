import type { FieldProblem } from '#protocol/json/json-fields';
import {
  benchCallModes,
  benchFunctionNames,
  type BenchCallMode,
  type BenchFunctionName,
} from '../../script-bench.port.js';
import { anything, flag, objectOf, sourceText, text, wholeNumber, wordOf } from './shape.js';

/** A script that somebody names; nothing = the one that the module is configured with. */
export interface NamedScript {
  readonly text?: string;
  /** Of the library. */
  readonly id?: string;
  /** Of a server definition of the module. */
  readonly issuer?: string;
  /** Of the library; the active one unless set. */
  readonly version?: number;
  /** The text is an ES module; as the module has it unless set. */
  readonly ecmascriptModule?: boolean;
}

/** What is to be run. */
export interface RunRequest {
  readonly function: BenchFunctionName;
  readonly moduleId?: string;
  readonly script?: NamedScript;
  readonly sample?: string;
  readonly recordingId?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly calls?: BenchCallMode;
}

/** What is to be run side by side. */
export interface ReplayRequest {
  readonly function: BenchFunctionName;
  readonly moduleId: string;
  readonly old?: NamedScript;
  readonly new: NamedScript;
  /** Recordings, the newest first. */
  readonly last?: number;
  readonly calls?: BenchCallMode;
  readonly continueAfter?: string;
}

/** Most recordings of one replay. */
export const MOST_REPLAYED = 100;

const script = objectOf({
  'text?': sourceText,
  'id?': text,
  'issuer?': text,
  'version?': wholeNumber,
  'ecmascriptModule?': flag,
});
const functionName = wordOf(benchFunctionNames);
const calls = wordOf(benchCallModes);

const runShape = objectOf({
  ...{ function: functionName, 'moduleId?': text, 'script?': script, 'calls?': calls },
  ...{ 'sample?': text, 'recordingId?': text, 'input?': anything },
});
const replayShape = objectOf({
  ...{ function: functionName, moduleId: text, 'old?': script, new: script, 'calls?': calls },
  ...{ 'last?': wholeNumber, 'continueAfter?': text },
});

type Read<Request> = { readonly kind: 'read'; readonly request: Request } | Refused;

interface Refused {
  readonly kind: 'refused';
  readonly problems: readonly FieldProblem[];
}

export function readRunRequest(body: unknown): Read<RunRequest> {
  const problems = runShape(body, '');
  if (problems.length > 0) return { kind: 'refused', problems };
  const request = body as RunRequest;
  const { sample, recordingId, input, moduleId } = request;
  const inputs = [sample, recordingId, input].filter((each) => each !== undefined);
  return settled(request, [
    ...(inputs.length === 1
      ? []
      : [problem('input', 'is not said in one way', 'Name a sample or a recordingId, or give the input itself')]),
    ...(request.calls === 'recorded' && recordingId === undefined
      ? [problem('calls', 'recorded needs a recording', 'Name a recordingId, or have the calls refused')]
      : []),
    ...(moduleId === undefined && (request.script === undefined || request.calls === 'live')
      ? [problem('moduleId', 'is missing', 'Name the module whose script is run, or whose hosts may be called')]
      : []),
    ...scriptProblems('script', request.script, moduleId),
  ]);
}

export function readReplayRequest(body: unknown): Read<ReplayRequest> {
  const problems = replayShape(body, '');
  if (problems.length > 0) return { kind: 'refused', problems };
  const request = body as ReplayRequest;
  const { last = MOST_REPLAYED } = request;
  return settled(request, [
    ...(last >= 1 && last <= MOST_REPLAYED
      ? []
      : [problem('last', `is not between 1 and ${String(MOST_REPLAYED)}`, 'Say how many of the newest recordings')]),
    ...scriptProblems('old', request.old, request.moduleId),
    ...scriptProblems('new', request.new, request.moduleId),
  ]);
}

function settled<Request>(request: Request, problems: readonly FieldProblem[]): Read<Request> {
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'read', request };
}

function scriptProblems(
  field: string,
  named: NamedScript | undefined,
  moduleId: string | undefined,
): readonly FieldProblem[] {
  if (named === undefined) return [];
  const { text: source, id, issuer, version } = named;
  if ([source, id, issuer].filter((each) => each !== undefined).length > 1)
    return [problem(field, 'is said in two ways', 'Give the source, or name one script')];
  if (issuer !== undefined && moduleId === undefined)
    return [problem('moduleId', 'is missing', 'Name the module that the server definition is of')];
  if (version !== undefined && id === undefined)
    return [problem(`${field}.version`, 'is of no script', 'Name a script of the library by its id')];
  return [];
}

/** One thing wrong with a request. */
export function problem(field: string, what: string, remedy: string): FieldProblem {
  return { field, problem: what, remedy };
}

import type { FinishedRun } from '../records/finished-run.js';
import type { Sandbox, SandboxRun } from '../sandbox/sandbox.js';
import type { ScriptOutcome } from '../sandbox/script-job.js';
import type { ScriptSurroundings } from '../script-surroundings.js';
import { MissingSourceError, type FoundSource, type ScriptSources } from '../sources/script-sources.js';
import type { HostQuestion } from './host-answers.js';
import { behindScripts } from './script-depth.js';
import { type ExecutionTerms, ScriptExecution } from './script-execution.js';
import type { ScriptRun } from './script-runner.js';

const use = { computeMillis: 1, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
const source: FoundSource = { text: 'var a;', hash: 'h', version: 5 };
const settings = {
  ...{ nodeId: 'Master', moduleId: 'smart_auth', isModule: true, computeMillis: 250, totalMillis: 5_000 },
  ...{ allowedHosts: [], fhirBase: 'https://fhir.example' },
};
const run: ScriptRun = {
  script: { name: 'a.js', source: { kind: 'text', text: 'var a;' }, settings },
  ...{ functionName: 'onTokenGenerating', input: { scopes: ['launch'] }, occasion: { flowId: 'f1' } },
  ...{ secrets: ['hunter-2'], read: (output) => output },
};

/** What a sandbox is to do when it is asked. */
type Acting = (asked: SandboxRun) => Promise<ScriptOutcome> | ScriptOutcome;
const returning =
  (output: string): Acting =>
  () => ({ kind: 'returned', output, use });

/** Runs it between a library and a sandbox of which the test says what they do. */
async function executed(
  act: Acting,
  more: { run?: Partial<ScriptRun>; terms?: Partial<ExecutionTerms>; find?: ScriptSources['find'] } = {},
): Promise<{ finished: FinishedRun; asked: SandboxRun[]; questions: HostQuestion[] }> {
  const asked: SandboxRun[] = [];
  const questions: HostQuestion[] = [];
  const sandbox: Sandbox = { run: async (wanted) => (asked.push(wanted), act(wanted)) };
  const host = {
    answer: (question: HostQuestion): Promise<unknown> => {
      questions.push(question);
      question.note('was sent');
      return Promise.resolve('answered');
    },
  };
  const surroundings = { environment: { JS_API_KEY: 'of-the-ward' } } as unknown as ScriptSurroundings;
  const sources = { find: more.find ?? (() => Promise.resolve(source)) };
  const execution = new ScriptExecution(sources, sandbox, surroundings);
  const finished = await execution.execute({ ...run, ...more.run }, { host, holder: 'smart_auth', ...more.terms });
  return { finished, asked, questions };
}

test('a function is run with its input, its limits and what its module has, and what it gave is read', async () => {
  const { finished, asked } = await executed(returning('{"a":1}'));
  const [{ job, ...rest } = { job: undefined }] = asked;

  expect(finished).toMatchObject({ version: source, outcome: { kind: 'returned' }, given: { value: { a: 1 } } });
  expect(job).toMatchObject({ fileName: 'a.js', source: 'var a;', isModule: true, functionName: 'onTokenGenerating' });
  expect(JSON.parse(job?.input ?? '')).toEqual({ scopes: ['launch'] });
  expect(rest).toMatchObject({ holder: 'smart_auth', totalMillis: 5_000 });
  expect(rest).toMatchObject({ origin: { moduleId: 'smart_auth', hash: 'h', version: 5 } });
});

test.each([
  { name: 'its own', terms: {}, environment: { JS_API_KEY: 'of-the-ward' } },
  { name: 'none on the bench of others', terms: { withoutEnvironment: true }, environment: {} },
])('V-100: a script sees the variables of the server: $name', async ({ terms, environment }) => {
  const { asked } = await executed(returning('{}'), { terms });

  expect(JSON.parse(asked[0]?.job.surroundings ?? '')).toEqual({
    ...{ nodeId: 'Master', moduleId: 'smart_auth', hasFhir: true, environment },
  });
});

test('what the script asks goes to the host as the question of this run, and notes stand among its lines', async () => {
  const { finished, questions } = await executed(async ({ answer, onLog }) => {
    onLog({ level: 'info', text: 'first' });
    expect(await answer('http', { url: 'https://a.example' }, new AbortController().signal)).toBe('answered');
    return { kind: 'returned', output: '{}', use };
  });

  expect(questions[0]).toMatchObject({ operation: 'http', payload: { url: 'https://a.example' }, depth: 0 });
  expect(questions[0]?.asker).toEqual({
    ...{ script: 'a.js', functionName: 'onTokenGenerating' },
    occasion: { flowId: 'f1' },
  });
  expect(finished.lines).toEqual([
    { level: 'info', text: 'first' },
    { level: 'warn', text: 'was sent' },
  ]);
});

test('a source that is not there is a failure of the run, and nothing is run', async () => {
  const find = (): Promise<FoundSource> => Promise.reject(new MissingSourceError('file:a.js cannot be read'));
  const { finished, asked } = await executed(returning('{}'), { find });

  expect(asked).toEqual([]);
  expect(finished).not.toHaveProperty('version');
  expect(finished.outcome).toMatchObject({
    ...{ kind: 'failed', reason: 'missing-source', detail: 'file:a.js cannot be read' },
  });
});

test('a fault of the server is none of the script', async () => {
  const find = (): Promise<FoundSource> => Promise.reject(new TypeError('ours'));

  await expect(executed(returning('{}'), { find })).rejects.toThrow('ours');
});

test.each([
  { depth: '3', ran: 1, reason: undefined },
  { depth: '4', ran: 0, reason: 'nesting-limit' },
])('R-18: behind $depth scripts a script is run $ran times', async ({ depth, ran, reason }) => {
  const { finished, asked } = await new Promise<Awaited<ReturnType<typeof executed>>>((resolve, reject) => {
    behindScripts(depth, () => void executed(returning('{}')).then(resolve, reject));
  });

  expect(asked).toHaveLength(ran);
  expect(finished.outcome.kind === 'failed' ? finished.outcome.reason : undefined).toBe(reason);
});

test('R-20: neither the secrets of the run nor those of the variables are in what it logged or threw', async () => {
  const { finished } = await executed(({ onLog }) => {
    onLog({ level: 'info', text: 'hunter-2 and of-the-ward' });
    return { kind: 'failed', reason: 'load', detail: 'no hunter-2', use };
  });

  expect(finished.lines).toEqual([{ level: 'info', text: '[redacted] and [redacted]' }]);
  expect(finished.outcome).toMatchObject({ detail: 'no [redacted]' });
});

test('R-20: a run without secrets of its own knows those of the variables', async () => {
  const { finished } = await executed(
    ({ onLog }) => {
      onLog({ level: 'info', text: 'of-the-ward' });
      return { kind: 'returned', output: '{}', use };
    },
    { run: { secrets: [] } },
  );

  expect(finished.lines).toEqual([{ level: 'info', text: '[redacted]' }]);
});

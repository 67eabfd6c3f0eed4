import { Logger } from '@nestjs/common';
import { readdirSync, readFileSync } from 'node:fs';
import { scriptOf, ScriptBench } from '../../../../test/support/script-bench.js';
import { calledScript, type CalledScript } from '../../../../test/support/called-script.js';
import { callSample, type Sample } from '../../../../test/support/sample-calls.js';
import { readScriptCases, type ScriptExpectation } from '../../../../test/support/script-cases.js';

const FOLDER = new URL('../../../../test/scripts/', import.meta.url);
const bench = new ScriptBench();
beforeAll(() => Logger.overrideLogger(false));
afterAll(() => bench.close());

/** Every script of the folder, with what is expected of it: that of the same name, unless another one is named. */
const samples = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && !file.startsWith('sessions'))
  .map((file): Sample & { file: string } => {
    const text = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
    const read = JSON.parse(text(file)) as Partial<Omit<Sample, 'script'>> & { script?: string };
    const { given = {}, expected, script: named = file.replace(/json$/, 'js') } = read;
    const { isModule = false, fhirBase } = given as { isModule?: boolean; fhirBase?: string };
    const script = scriptOf(text(named), { isModule, ...(fhirBase !== undefined && { fhirBase }) });
    return { file, kind: file.split('/')[0] ?? '', given, expected: expected ?? {}, script };
  });

test.each(samples)('rulings 3, 4, 11, 13: $file', async (sample) => {
  const outcome = await callSample(bench, sample);

  expect({ log: bench.log, ...outcome }).toMatchObject(sample.expected);
});

const cases = readScriptCases(new URL('sessions/', FOLDER));

test.each(cases)('as its operator has it: $name', async (scriptCase) => {
  const called = await calledScript(bench, scriptCase);

  const {
    throwsMatch = '',
    logs = [],
    logsNot = [],
    http = called.requests,
    note: _note,
    ...said
  } = scriptCase.expected;
  expect(resultLike(called, said)).toEqual(said);
  expect(called.requests.map(withJson)).toMatchObject(http);
  expect(http).toHaveLength(called.requests.length);
  expect(called.detail ?? '').toMatch(new RegExp(throwsMatch, 's'));
  const isLogged = (pattern: string): boolean => called.log.some((line) => new RegExp(pattern, 's').test(line));
  expect([logs.filter((each) => !isLogged(each)), logsNot.filter(isLogged)]).toEqual([[], []]);
});

/** Of the result what is expected in some way. */
function resultLike({ result }: CalledScript, said: Partial<ScriptExpectation>): object {
  return Object.fromEntries(Object.keys(said).map((name) => [name, result[name as keyof typeof result] ?? null]));
}

function withJson(request: CalledScript['requests'][number]): object {
  const { body = '' } = request;
  return body.startsWith('{') ? { ...request, json: JSON.parse(body) as unknown } : request;
}

import { Logger } from '@nestjs/common';
import { readdirSync, readFileSync } from 'node:fs';
import { scriptOf, ScriptBench } from '../../../../test/support/script-bench.js';
import { callSample, type Sample } from '../../../../test/support/sample-calls.js';

const FOLDER = new URL('../../../../test/scripts/', import.meta.url);
const bench = new ScriptBench();
beforeAll(async () => {
  Logger.overrideLogger(false);
  await bench.start();
});

/** Every script of the folder, with what is expected of it. */
const samples = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file): Sample & { file: string } => {
    const text = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
    const { given = {}, expected } = JSON.parse(text(file.replace(/js$/, 'json'))) as Partial<Sample>;
    const { isModule = false, fhirBase } = given as { isModule?: boolean; fhirBase?: string };
    const script = scriptOf(text(file), { isModule, ...(fhirBase !== undefined && { fhirBase }) });
    return { file, kind: file.split('/')[0] ?? '', given, expected: expected ?? {}, script };
  });

test.each(samples)('rulings 3, 4, 11, 13: $file', async (sample) => {
  const outcome = await callSample(bench, sample);

  expect({ log: bench.log, ...outcome }).toMatchObject(sample.expected);
});

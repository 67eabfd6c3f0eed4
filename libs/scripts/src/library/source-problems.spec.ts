import { ScriptPool } from '../sandbox/pool/script-pool.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import { unlessBusy } from '#module-config/script-check.port';
import { sourceProblems } from './source-problems.js';

const pool = new ScriptPool({ threads: 1 });
afterAll(() => pool.close());

const problems = (source: string, isModule?: boolean) =>
  sourceProblems(pool, { fileName: 'library:a', source, ...(isModule !== undefined && { isModule }) });

test.each([
  {
    name: 'a script with a comment about exports',
    source: '/*\n export of the launch list, 2019\n*/ var n = 010; function onTokenGenerating(a, b) { with (b) { } }',
  },
  { name: 'a script with a text of lines', source: 'var n = 010; var t = `\nimport stuff\n`;' },
  { name: 'a module without exports that waits', source: 'await 1;\nfunction onTokenGenerating() {}' },
  { name: 'a module', source: 'export function onTokenGenerating() {}' },
])('where nobody says whether it is a module, it may be either: $name', async ({ source }) => {
  expect(await problems(source)).toEqual([]);
});

test.each([
  { name: 'of a script', source: 'var n = 010;\nvar = 1;', at: { line: 2, column: 5 } },
  { name: 'of a module', source: 'export function a() {}\nexport const b = ;', at: { line: 2, column: 18 } },
  { name: 'of an import', source: 'import fs from "fs";', at: { message: expect.stringMatching(/import/) as string } },
])('what loads as neither is told with the fault $name', async ({ source, at }) => {
  expect(await problems(source)).toMatchObject([at]);
});

test('the word of whoever runs it counts', async () => {
  expect(await problems('var n = 010;', true)).toHaveLength(1);
  expect(await problems('export const a = 1;', false)).toHaveLength(1);
});

test('a check for which there is no place is no fault of the source', async () => {
  const use = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };
  const busy: Sandbox = {
    run: async () => ({ kind: 'failed', reason: 'busy', detail: 'too many runs are waiting', use }),
  };
  const found = await sourceProblems(busy, { fileName: 'library:a', source: '' });

  expect(found).toMatchObject([{ isUnsure: true, isBusy: true }]);
  expect(() => unlessBusy(found)).toThrow('Nothing was saved');
});

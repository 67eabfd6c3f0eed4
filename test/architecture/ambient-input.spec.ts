import path from 'node:path';
import { findLintErrors } from './eslint.js';
import { PlantedFiles, plantedMark, root } from './planted-files.js';

/** Rule 8 and its neighbours: what a file must not read or do by itself. */
const forbidden = [
  { name: 'the environment', rule: 'no-restricted-syntax', code: "export const x = process.env['X'];" },
  {
    name: 'the environment by import',
    rule: 'no-restricted-syntax',
    code: "import { env } from 'node:process';\nexport const x = env['X'];",
  },
  { name: 'the wall clock in milliseconds', rule: 'no-restricted-syntax', code: 'export const x = Date.now();' },
  { name: 'the wall clock as a date', rule: 'no-restricted-syntax', code: 'export const x = new Date();' },
  { name: 'chance', rule: 'no-restricted-syntax', code: 'export const x = Math.random();' },
  {
    name: 'random bytes',
    rule: 'no-restricted-syntax',
    code: "import { randomBytes } from 'node:crypto';\nexport const x = randomBytes(16);",
  },
  {
    name: 'random identifiers',
    rule: 'no-restricted-syntax',
    code: "import * as crypto from 'node:crypto';\nexport const x = crypto.randomUUID();",
  },
  {
    name: 'random values of the platform',
    rule: 'no-restricted-syntax',
    code: 'export const x = crypto.randomUUID();',
  },
  {
    name: 'whether two secrets are equal',
    rule: 'no-restricted-syntax',
    code: 'export const x = (clientSecret: string, presented: string): boolean => presented === clientSecret;',
  },
  {
    name: 'whether two hashes are equal',
    rule: 'no-restricted-syntax',
    code: 'export const x = (row: { tokenHash: string }, given: string): boolean => row.tokenHash !== given;',
  },
  { name: 'an enum', rule: 'no-restricted-syntax', code: "export enum X {\n  A = 'a',\n}" },
  { name: 'a program from a text', rule: 'no-eval', code: "export const x: unknown = eval('1');" },
  { name: 'a contextless vm', rule: 'no-restricted-imports', code: "import vm from 'node:vm';\nexport const x = vm;" },
  {
    name: 'another server',
    rule: 'no-restricted-globals',
    code: "export const x = (): Promise<Response> => fetch('https://a.example');",
  },
  {
    name: 'another server by http',
    rule: 'no-restricted-imports',
    code: "import { request } from 'node:http';\nexport const x = request;",
  },
  {
    name: 'the name service',
    rule: 'no-restricted-imports',
    code: "import { lookup } from 'node:dns/promises';\nexport const x = lookup;",
  },
  {
    name: 'any',
    rule: '@typescript-eslint/no-explicit-any',
    code: 'export const x = (y: any): boolean => Boolean(y);',
  },
  {
    name: 'a promise nobody waits for',
    rule: '@typescript-eslint/no-floating-promises',
    code: 'export const x = (y: Promise<void>): void => {\n  y.then(() => undefined);\n};',
  },
].map((row, index) => ({ ...row, file: `libs/audit/src/${plantedMark}-lint/forbidden-${index}.ts` }));

const permitted = [
  { name: 'the time a clock was given', code: 'export const x = (now: number): Date => new Date(now);' },
  { name: 'a hash', code: "import { createHash } from 'node:crypto';\nexport const x = createHash('sha256');" },
  { name: 'whether there is a secret', code: 'export const x = (secret?: string): boolean => secret === undefined;' },
].map((row, index) => ({ ...row, file: `libs/audit/src/${plantedMark}-lint/permitted-${index}.ts` }));

const inGuest = (index: string): string => `libs/scripts/src/${plantedMark}-lint/guest/${index}.ts`;
/** Rule 10: what the engine of scripts does not have, though the compiler knows it. */
const foreignToGuest = [
  { name: 'a buffer', rule: 'no-undef', code: "export const x = Buffer.from('a');" },
  { name: 'a timer', rule: 'no-undef', code: 'export const x = (): unknown => setTimeout(() => undefined, 1);' },
  { name: 'an address', rule: 'no-undef', code: "export const x = new URL('https://a.example');" },
  { name: 'the process', rule: 'no-undef', code: 'export const x = process.pid;' },
  {
    name: 'the process by the global object',
    rule: 'no-restricted-syntax',
    code: 'export const x = globalThis.process.pid;',
  },
  { name: 'languages of people', rule: 'no-restricted-globals', code: "export const x = new Intl.NumberFormat('de');" },
].map((row, index) => ({ ...row, file: inGuest(`forbidden-${index}`) }));

const ofLanguage = {
  file: inGuest('permitted'),
  code: 'export const x: Readonly<Record<string, number>> = { a: [...new Map([[1, 2]]).keys()].length };',
};

/** They do what the others must not, as they stand. */
const sources = ['libs/protocol/src/clock.ts', 'libs/protocol/src/random.ts'];

const project = `libs/audit/src/${plantedMark}-lint/tsconfig.json`;
const projectOf = (files: readonly string[]) => ({
  extends: path.resolve(root, 'tsconfig.json'),
  compilerOptions: { rootDir: root },
  include: [],
  files: files.map((file) => path.resolve(root, file)),
});

describe('what the linter guards', () => {
  const planted = new PlantedFiles();
  let errors: ReadonlyMap<string, string[]> = new Map();

  beforeAll(async () => {
    const plants = [...forbidden, ...permitted, ...foreignToGuest, ofLanguage];
    for (const { file, code } of plants) planted.plant(file, `${code}\n`);
    const files = [...plants.map(({ file }) => file), ...sources];
    planted.plant(project, JSON.stringify(projectOf(files)));
    errors = await findLintErrors(files, project);
  }, 120_000);

  afterAll(() => {
    planted.removeAll();
  });

  test.each(forbidden)('no file helps itself to $name', ({ file, rule }) => {
    expect(errors.get(file)).toEqual([rule]);
  });

  test.each(permitted)('every file may use $name', ({ file }) => {
    expect(errors.get(file)).toEqual([]);
  });

  test.each(foreignToGuest)('the guest does not help itself to $name', ({ file, rule }) => {
    expect(errors.get(file)).toEqual([rule]);
  });

  test('the guest may use the language', () => {
    expect(errors.get(ofLanguage.file)).toEqual([]);
  });

  test.each(sources)('%s is where the others get it from', (file) => {
    expect(errors.get(file)).toEqual([]);
  });
});

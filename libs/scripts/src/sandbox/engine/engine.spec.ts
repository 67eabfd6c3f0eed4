import { readGuestSources } from './guest-sources.js';
import { compiledEngine } from './compiled-engine.js';
import { Engine } from './engine.js';
import type { ScriptJob, ScriptOutcome } from '../script-job.js';

/** A function that gets what it is sent, and gives back what it returns. */
const scriptedFunctions = `
  const plain = { begin: (input) => ({ args: [input], finish: (result) => ({ result }) }) };
  export const scriptedFunctions = new Map([['onTest', plain], ['onOther', plain]]);`;
const surroundings = JSON.stringify({ nodeId: 'Master', moduleId: 'smart_auth', environment: {}, hasFhir: false });
const limits = { computeMillis: 1_000, hostCalls: 3, outputBytes: 1_000, logBytes: 1_000 };

/** Time that goes on by a millisecond each time somebody looks, as the engine does now and then while a script computes. */
let looks = 0;
const clock = { now: () => ++looks, computed: () => ++looks };
let engine: Engine;
beforeAll(async () => {
  engine = await engineOf(64);
});

async function engineOf(memoryMib: number): Promise<Engine> {
  const guestSources = { ...readGuestSources(), 'functions/scripted-functions.js': scriptedFunctions };
  const host = (operation: string): string => JSON.stringify({ value: operation === 'random' ? Math.random() : null });
  return Engine.start({ wasm: await compiledEngine(), guestSources, memoryMib, host, clock });
}

function run(source: string, job: Partial<ScriptJob> = {}, by = engine): ScriptOutcome {
  const usual = {
    fileName: 'launch.js',
    isModule: false,
    functionName: 'onTest',
    input: '{"n":1}',
    surroundings,
  };
  return by.run({ ...usual, source, limits, ...job }, 5_000);
}

function result(source: string, job: Partial<ScriptJob> = {}): unknown {
  const outcome = run(source, job);
  return outcome.kind === 'returned' ? (JSON.parse(outcome.output) as { result: unknown }).result : outcome;
}

describe('a function of a script', () => {
  test.each([
    { name: 'declared', source: 'function onTest(a) { return a.n + 1; }' },
    { name: 'in a variable', source: 'var onTest = (a) => a.n + 1;' },
    { name: 'in a constant', source: 'const onTest = ({ n }) => n + 1;' },
    { name: 'in an implicit global', source: 'onTest = function (a) { return a?.n + 1 };' },
    { name: 'asynchronous', source: 'async function onTest(a) { await null; return a.n + 1; }' },
    { name: 'one of several', source: 'function onOther() {} function onTest(a) { return a.n + 1; }' },
    { name: 'redefined', source: 'function onTest(a) { return 1; } function onTest(a) { return a.n + 1; }' },
    { name: 'exported by a module', source: 'export function onTest(a) { return a.n + 1; }', isModule: true },
    { name: 'declared in a module', source: 'function onTest(a) { return a.n + 1; }', isModule: true },
    { name: 'in a module that waits', source: 'const two = await 2; export const onTest = () => two;', isModule: true },
  ])('is found $name', ({ source, isModule = false }) => {
    expect(result(source, { isModule })).toBe(2);
  });

  test.each([
    { name: 'nothing', source: '', isModule: false },
    { name: 'another function', source: 'function onOther() {}', isModule: false },
    { name: 'something that is none', source: 'var onTest = 3;', isModule: false },
    { name: 'a module without it', source: 'export function onOther() {}', isModule: true },
  ])('is missing, which is no error: $name', ({ source, isModule }) => {
    expect(run(source, { isModule })).toMatchObject({ kind: 'missing' });
  });
});

describe('a failure', () => {
  const failing = [
    { name: 'a syntax error', source: '\nvar a = ;', reason: 'load', at: [2, 9] },
    { name: 'a statement at the top', source: 'var a;\n  a.b();', reason: 'load', at: [2, 4] },
    { name: 'a top level that never ends its wait', source: 'await new Promise(() => {})', reason: 'unsettled' },
    { name: 'a rejected top level', source: 'await null;\nthrow new Error("no")', reason: 'load', at: [2, 16] },
    {
      name: 'a nested function',
      source: 'function onTest() {\n  [1].map(() => {\n    x.y;\n  });\n}',
      reason: 'thrown',
      at: [3, 5],
    },
    {
      name: 'a getter',
      source: 'function onTest() {\n  const a = { get b() {\n return nothing; } };\n  return a.b;\n}',
      reason: 'thrown',
      at: [3, 9],
    },
    {
      name: 'a thrown string',
      source: 'function onTest() { throw "no patient"; }',
      reason: 'thrown',
      detail: 'no patient',
    },
    {
      name: 'a rejected promise',
      source: 'async function onTest() { throw new TypeError("no"); }',
      reason: 'thrown',
      detail: 'TypeError: no',
    },
    {
      name: 'a promise that is never settled',
      source: 'function onTest() { return new Promise(() => {}); }',
      reason: 'unsettled',
    },
    {
      name: 'a result that is too large',
      source: 'function onTest() { return "x".repeat(2000); }',
      reason: 'output-limit',
    },
    { name: 'two bytes a character', source: 'function onTest() { return "ä".repeat(600); }', reason: 'output-limit' },
    {
      name: 'endless toJSON',
      source: 'function onTest() { return { toJSON() { for (;;); } }; }',
      reason: 'compute-limit',
    },
    {
      name: 'a loop in a function of its own',
      source: 'function onTest() {\n  inner();\n}\nfunction inner() {\n  let n = 0;\n  for (;;) n++;\n}',
      reason: 'compute-limit',
      // Of the last thing in it that could have thrown, or of its beginning: what computes leaves no line.
      at: [4, expect.any(Number)],
      detail: 'more than 60 ms of computing, in inner',
    },
    {
      name: 'the stack of what is thrown never ends',
      source: 'function onTest() { throw { get stack() { for (;;); } }; }',
      reason: 'compute-limit',
    },
    {
      name: 'caught interruption',
      source: 'function onTest() { try { for (;;); } catch { return 1; } }',
      reason: 'compute-limit',
    },
    {
      name: 'an import',
      source: 'import("main.js").then(() => 1); export const onTest = () => import("main.js");',
      reason: 'thrown',
      detail: 'modules cannot be imported here: main.js',
    },
  ];

  test.each(failing)('is told with its place: $name', ({ name, source, reason, at, detail }) => {
    const outcome = run(source, {
      isModule: /await|export|top level/.test(name + source),
      limits: { ...limits, computeMillis: 60 },
    });

    const position = at && { position: { line: at[0], column: at[1] } };
    expect(outcome).toMatchObject({ kind: 'failed', reason, ...position, ...(detail !== undefined && { detail }) });
  });

  test('costs the next run nothing, whatever the script broke', () => {
    const breaking = [
      'Object.prototype.polluted = 1; Array.prototype.map = Function.prototype.call = null;',
      'JSON.parse = JSON.stringify = () => "{}"; Promise.prototype.then = null; Promise = null;',
      'Reflect.apply = String = Object = undefined; globalThis.left = 1; delete globalThis.Log;',
    ].join('');

    const broken = result(`${breaking} function onTest(a) { return a.n; }`);
    const next = result(
      'function onTest() { return [typeof left, typeof Log, {}.polluted === undefined, [1].map(String)]; }',
    );

    expect([broken, next]).toEqual([1, ['undefined', 'object', true, ['1']]]);
  });

  test('R-14: the image that every run starts from holds no chance: two runs draw different numbers', () => {
    const draw = 'function onTest() { return Math.random(); }';

    expect(result(draw)).not.toBe(result(draw));
  });
});

describe('memory that a run used', () => {
  const MIB = 1024 * 1024;
  const usedBy = (mib: number): number =>
    run(`let held = 'x'.repeat(${String(mib * MIB)}) + '!'; function onTest() { held = null; return 1; }`).use
      .memoryBytes;

  test.each([1, 3, 6, 9])('is what it had at most: %i MiB, let go before the end', (mib) => {
    expect(usedBy(mib)).toBeGreaterThan(mib * MIB);
    expect(usedBy(mib)).toBeLessThan((3 * mib + 1) * MIB);
  });

  test('is little for a script that holds nothing, also after one that held much', () => {
    usedBy(9);

    expect(usedBy(0)).toBeGreaterThan(0);
    expect(usedBy(0)).toBeLessThan(MIB / 4);
  });

  test('does not tell what a run before it wrote', () => {
    const source = `const held = new Uint8Array(${String(5 * MIB)}).fill(7); function onTest() { return held[4_000_000]; }`;

    expect(result(source)).toBe(7);
    expect(result(source.replace('.fill(7)', ''))).toBe(0);
  });
});

test('F-24: an engine that runs into nothing for want of memory has run out of memory', async () => {
  const reasons = new Set<string>();
  for (const much of [214, 215, 216, 217, 218]) {
    const small = await engineOf(24);
    const bound = 'let f = () => 0; for (let i = 0; i < 2e4; i++) f = f.bind(null); f();';
    const filled = `var pad = []; for (let i = 0; i < ${String(much * 37)}; i++) pad.push({ a: i });`;
    const outcome = run(
      `${filled} 'x'.replace(/x/, () => { ${bound} });`,
      { limits: { ...limits, computeMillis: 1e9 } },
      small,
    );
    reasons.add(outcome.kind === 'failed' ? outcome.reason : outcome.kind);
  }

  expect([...reasons]).toEqual(['memory-limit']);
});

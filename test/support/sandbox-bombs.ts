import type { ScriptFailureReason } from '../../libs/scripts/src/script-failure.port.js';

/** A script that takes what it can get. */
export interface Bomb {
  readonly name: string;
  readonly source: string;
  /** What it may come to, `missing` where it is over in time: some go through on a fast machine. */
  readonly reasons: readonly (ScriptFailureReason | 'missing')[];
}

const time = ['compute-limit'] as const;
const memory = ['memory-limit', 'compute-limit'] as const;
const either = ['memory-limit', 'compute-limit', 'load', 'missing'] as const;

/** F-23: time. */
export const timeBombs: readonly Bomb[] = [
  { name: 'an endless loop', source: 'for (;;);', reasons: time },
  {
    name: 'a loop that catches its end',
    source: 'for (;;) { try { for (;;); } catch {} finally { continue; } }',
    reasons: time,
  },
  { name: 'a getter', source: 'const o = { get a() { while (true); } }; o.a;', reasons: time },
  { name: 'a regular expression', source: '/^(a+)+$/.test("a".repeat(60) + "b");', reasons: time },
  { name: 'a regular expression of many branches', source: '/(?:a|a?|a{2})+b/.exec("a".repeat(60));', reasons: time },
  { name: 'the comparator of a sort', source: '[3, 1, 2].sort(() => { for (;;); });', reasons: time },
  {
    name: 'a search that no interrupt reaches',
    source: 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);',
    reasons: time,
  },
  { name: 'an array that is all holes', source: 'new Array(4294967295).includes(1);', reasons: time },
  { name: 'a promise storm', source: '(function f() { Promise.resolve().then(f); })();', reasons: time },
  { name: 'an async loop', source: '(async () => { for (;;) await null; })();', reasons: time },
  {
    name: 'the return of a generator',
    source: 'function* g() { try { yield 1; } finally { for (;;); } } for (const x of g()) break;',
    reasons: time,
  },
  { name: 'toJSON of what is logged', source: 'Log.info({ toJSON() { for (;;); } });', reasons: time },
  { name: 'the message of what is thrown', source: 'throw { get message() { for (;;); } };', reasons: time },
  {
    name: 'a stack that is full again and again',
    source: 'for (;;) { try { (function f() { f(); })(); } catch {} }',
    reasons: time,
  },
  { name: 'eval', source: 'eval("for(;;);");', reasons: time },
  { name: 'code that is made', source: 'for (;;) new Function("return " + Math.random());', reasons: memory },
];

/** F-24: memory. */
export const memoryBombs: readonly Bomb[] = [
  { name: 'arrays', source: 'const a = []; for (;;) a.push(new Array(1000).fill(1));', reasons: memory },
  { name: 'one array', source: 'new Array(1e8).fill(0);', reasons: memory },
  { name: 'a string that doubles', source: 'let s = "ä"; for (;;) s += s;', reasons: either },
  {
    name: 'a string that is repeated',
    source: 'const a = []; for (;;) a.push("x".repeat(1e6) + a.length);',
    reasons: memory,
  },
  { name: 'a huge buffer', source: 'new ArrayBuffer(2 ** 31);', reasons: either },
  { name: 'typed arrays', source: 'const a = []; for (;;) a.push(new Float64Array(1e5).fill(1));', reasons: memory },
  { name: 'a map', source: 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });', reasons: memory },
  { name: 'a number without end', source: 'let b = 7n; for (;;) b *= b;', reasons: either },
  { name: 'a power', source: '7n ** 100000000n;', reasons: either },
  { name: 'closures', source: 'let f = () => 0; for (;;) { const g = f; f = () => g(); }', reasons: memory },
  { name: 'replaceAll', source: 'const s = "ab".repeat(1e6); s.replaceAll("a", s);', reasons: either },
  {
    name: 'JSON',
    source: 'const a = []; for (let i = 0; i < 40; i++) a.push(a.slice()); JSON.stringify(a);',
    reasons: either,
  },
  { name: 'spread', source: '[..."a".repeat(1e7)];', reasons: either },
  {
    name: 'memory that is caught',
    source: 'let a = []; for (;;) { try { for (;;) a.push(new Uint8Array(1e6)); } catch { a = []; } }',
    reasons: memory,
  },
  { name: 'promises', source: 'const a = []; for (;;) a.push(new Promise(() => {}));', reasons: memory },
];

/** F-25: depth, which has to end as an error that the script sees. */
export const depthBombs: readonly Bomb[] = [
  { name: 'recursion', source: '(function f() { f(); })();', reasons: ['load'] },
  { name: 'recursion through native callbacks', source: 'const f = () => [1].map(f); f();', reasons: ['load'] },
  {
    name: 'recursion through a proxy',
    source: 'const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.a;',
    reasons: ['load'],
  },
  {
    name: 'recursion through toString',
    source: 'const o = { toString() { return `${o}`; } }; `${o}`;',
    reasons: ['load'],
  },
  {
    name: 'recursion through a getter in JSON',
    source: 'const o = { get a() { return JSON.stringify(o); } }; JSON.stringify(o);',
    reasons: ['load'],
  },
  { name: 'recursion through replace', source: 'const f = () => "a".replace(/a/, f); f();', reasons: ['load'] },
  {
    name: 'recursion through sort',
    source: 'const f = () => [2, 1].sort(f); f();',
    reasons: ['load', 'compute-limit'],
  },
  { name: 'recursion through Reflect', source: 'const f = () => Reflect.apply(f, null, []); f();', reasons: ['load'] },
  { name: 'recursion through classes', source: 'class A { constructor() { new A(); } } new A();', reasons: ['load'] },
  {
    name: 'recursion through generators',
    source: 'function* g() { yield* g(); } g().next();',
    reasons: ['load', ...memory],
  },
  { name: 'deep JSON', source: 'JSON.parse("[".repeat(1e5));', reasons: ['load'] },
  {
    name: 'deep objects as JSON',
    source: 'let o = {}; for (let i = 0; i < 50000; i++) o = { o }; JSON.stringify(o);',
    reasons: ['load', ...memory],
  },
  { name: 'deep source', source: 'eval("(".repeat(1e5));', reasons: ['load'] },
  {
    name: 'a deep regular expression',
    source: 'new RegExp("(?:".repeat(1e5) + ")".repeat(1e5));',
    reasons: ['load', ...memory],
  },
  {
    name: 'bound functions',
    source: 'let f = () => 0; for (let i = 0; i < 2e4; i++) f = f.bind(null); f();',
    reasons: ['load', 'missing', ...memory],
  },
  { name: 'flat', source: 'const a = []; a[0] = a; a.flat(Infinity);', reasons: ['load', ...memory] },
];

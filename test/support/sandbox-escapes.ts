/** A way out of a sandbox that worked somewhere once. It calls `proof` with what it got hold of. */
export interface Escape {
  readonly name: string;
  readonly source: string;
}

/** What only the host has. */
const HOST_NAMES = [
  'process',
  'require',
  'module',
  'fetch',
  'WebAssembly',
  'setTimeout',
  'Buffer',
  'global',
  'Deno',
  'Bun',
];

/** Logs `proved` and which of the host's names what was got hold of has, itself or through its `constructor`. */
export const PROOF = `const proof = ((log, stringify) => (root) => {
  const has = (from, name) => { try { return typeof from[name] !== 'undefined' } catch { return false } };
  const reached = ${JSON.stringify(HOST_NAMES)}.filter((name) => has(root, name) || has(root?.constructor, name));
  log('proved ' + stringify(reached));
})((text) => Log.info(text), JSON.stringify); `;

const THIS = `'return this'`;

/** V-96: the published tricks of the vm2 family and of engines beside it, as a script of ours would have them. */
export const engineEscapes: readonly Escape[] = [
  { name: 'constructor.constructor', source: `proof(({}).constructor.constructor(${THIS})());` },
  {
    name: 'the constructor of an API',
    source: `proof(Log.info.constructor.constructor(${THIS})()); proof(Http.constructor.constructor(${THIS})());`,
  },
  {
    name: 'the constructor of what the host answers',
    source: `proof(Http.get('https://a.example/').execute().responseHeaders.constructor.constructor(${THIS})());`,
  },
  {
    name: 'the constructor of an error of the host',
    source: `try { Log.info({ get a() { throw new Error(); } }); Http.get('https://a.example/fail').execute(); } catch (e) { proof(e.constructor.constructor(${THIS})()); proof(Object.getPrototypeOf(e).__proto__.constructor.constructor(${THIS})()); }`,
  },
  {
    name: 'an error of the engine',
    source: `try { (function f() { f(); })(); } catch (e) { proof(e.constructor.constructor(${THIS})()); }`,
  },
  {
    name: 'the error of a stack that is full in a native callback',
    source: `const f = () => { try { [1].map(f); } catch (e) { proof(e.constructor.constructor(${THIS})()); throw e; } }; try { f(); } catch (e) { proof(e); }`,
  },
  {
    name: 'Promise species',
    source: `class P extends Promise { static get [Symbol.species]() { return function (executor) { executor((x) => proof(x), (x) => proof(x)); return { then() {} }; }; } } P.resolve(1).then((x) => x).finally?.(() => {});`,
  },
  {
    name: 'a promise that import rejects',
    source: `import('x').catch((e) => { proof(e); proof(e.constructor.constructor(${THIS})()); });`,
  },
  {
    name: 'the rejection of an async function',
    source: `(async () => { null.a; })().catch((e) => proof(e.constructor.constructor(${THIS})()));`,
  },
  {
    name: 'then on the prototype of objects',
    source: `Object.prototype.then = function (resolve) { delete Object.prototype.then; proof(resolve.constructor(${THIS})()); }; (async () => ({}))();`,
  },
  {
    name: 'getters on the prototype',
    source: `for (const name of ['value', 'failure', 'level', 'text', 'payload', 'operation']) Object.defineProperty(Object.prototype, name, { get() { proof(this); return undefined; }, set(v) { proof(this); }, configurable: true }); Http.get('https://a.example/').execute(); Log.info('x');`,
  },
  {
    name: 'setters of array indices',
    source: `Object.defineProperty(Array.prototype, 0, { set(v) { proof(this); proof(v); }, configurable: true }); Log.info('a', 'b'); Http.get('https://a.example/').execute();`,
  },
  { name: 'WebAssembly', source: `proof(typeof WebAssembly === 'undefined' ? {} : WebAssembly);` },
  { name: 'suspending WebAssembly', source: `proof(globalThis.WebAssembly?.promising ?? {});` },
  {
    name: 'SharedArrayBuffer and Atomics',
    source: `const a = new Int32Array(new SharedArrayBuffer(8)); proof(globalThis.Atomics?.waitAsync?.(a, 0, 0)?.value ?? {}); globalThis.Atomics?.wait(a, 0, 0, 60_000);`,
  },
  {
    name: 'Error.prepareStackTrace',
    source: `Error.prepareStackTrace = (e, frames) => { for (const frame of [].concat(frames)) { proof(frame.getThis?.()); proof(frame.getFunction?.()); } return frames; }; proof(new Error().stack);`,
  },
  {
    name: 'prepareStackTrace through a proxy of the constructor',
    source: `globalThis.Error = new Proxy(Error, { get(t, k) { return k === 'prepareStackTrace' ? (e, s) => { proof(s[0]?.getThis?.()); return s; } : t[k]; } }); try { null.a; } catch (e) { proof(e.stack); }`,
  },
  {
    name: 'caller and arguments of a host function',
    source: `function f() { proof(f.caller); proof(arguments.callee.caller); } const old = Function.prototype.call; Function.prototype.call = function (...a) { proof(a[0]); return Reflect.apply(this, a[0], a.slice(1)); }; f(); Log.info({ toString: f, toJSON: f });`,
  },
  {
    name: 'patched prototypes while the host is called',
    source: `const { apply } = Reflect; for (const [proto, name] of [[Function.prototype, 'call'], [Function.prototype, 'apply'], [Function.prototype, 'bind'], [Array.prototype, 'map'], [Array.prototype, 'join'], [String.prototype, 'slice'], [Object, 'keys'], [JSON, 'parse'], [JSON, 'stringify'], [Promise.prototype, 'then']]) { const old = proto[name]; proto[name] = function (...a) { proof(this); for (const each of a) { proof(each); proof(each?.constructor?.constructor?.(${THIS})()); } return apply(old, this, a); }; } Log.info('a', { b: 1 }); Http.get('https://a.example/').setContentJson({ a: 1 }).execute().parseResponseAsJson;`,
  },
  {
    name: 'modules of the guest',
    source: `for (const name of ['main.js', './main.js', '/main.js', 'apis/log.js', 'apis/http.js', 'functions/scripted-functions.js', 'foreign:main.js', 'file:///main.js']) import(name).then(proof, () => proof({}));`,
  },
  {
    name: 'modules of the host',
    source: `for (const name of ['fs', 'node:fs', 'child_process', 'std', 'os', 'qjs:std', 'file:///etc/passwd', 'data:text/javascript,export default globalThis', 'https://a.example/x.js']) import(name).then(proof, () => proof({}));`,
  },
  {
    name: 'an import with an attribute',
    source: `import('./main.js', { with: { type: 'json' } }).then(proof, () => proof({}));`,
  },
  {
    name: 'import.meta',
    source: `export const a = import.meta; proof(import.meta); proof(import.meta.resolve ?? {}); proof(import.meta.url ?? {});`,
  },
];

/** V-97: what led from an evaluator of expressions to `Function`. */
export const evaluatorEscapes: readonly Escape[] = [
  {
    name: 'Function of a literal',
    source: `proof((() => {}).constructor(${THIS})()); proof(''.sub.constructor(${THIS})()); proof(Reflect.construct(Function, [${THIS}])());`,
  },
  {
    name: 'constructors of async functions and generators',
    source: `for (const f of [async () => {}, function* () {}, async function* () {}]) { const made = Object.getPrototypeOf(f).constructor(${THIS}); try { const given = made(); proof(given); given.then?.(proof); const step = given.next?.(); proof(step); step?.then?.((s) => proof(s.value)); } catch (e) { proof(e); } }`,
  },
  {
    name: 'return of an async generator',
    source: `async function* g() { try { yield 1; } finally { yield 2; } } const it = g(); it.next().then(() => it.return({ then(resolve) { proof(resolve); proof(resolve.constructor(${THIS})()); } }));`,
  },
  {
    name: 'a getter that throws its own error',
    source: `const o = { get a() { throw { get constructor() { return Function; } }; } }; try { o.a; } catch (e) { proof(e.constructor(${THIS})()); }`,
  },
  {
    name: 'with',
    source: `with ({ get process() { return undefined; } }) { proof({ process }); } with (Log) { proof(constructor.constructor(${THIS})()); }`,
  },
  {
    name: 'a tagged template',
    source: `const tag = (strings) => strings; proof(tag\`a\`.raw.constructor.constructor(${THIS})()); proof(Function\`return this\`());`,
  },
  {
    name: 'Symbol.unscopables',
    source: `Array.prototype[Symbol.unscopables] = new Proxy({}, { get: () => false }); with ([]) { proof(globalThis); }`,
  },
  {
    name: 'a proxy as the global prototype',
    source: `Object.setPrototypeOf(globalThis, new Proxy(Object.prototype, { has: () => false, get: (t, k, r) => { return t[k]; } })); proof(globalThis); Log.info('x');`,
  },
  {
    name: 'a proxy around an API',
    source: `const p = new Proxy(Log, { get: (t, k) => { proof(t); return t[k]; }, apply: (...a) => proof(a) }); p.info('x'); proof(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(Log)));`,
  },
  {
    name: 'private fields of an API',
    source: `for (const api of [Log, Http, Http.get('https://a.example/')]) { for (const key of Reflect.ownKeys(api)) proof(api[key]); for (const key of Reflect.ownKeys(Object.getPrototypeOf(api))) { try { proof(api[key]); } catch (e) { proof(e); } } }`,
  },
  {
    name: 'the function of the host as it is called',
    source: `const { defineProperty } = Object; defineProperty(Object.prototype, 'name', { get() { proof(this); return 'x'; }, configurable: true }); Log.info('x'); Http.get('https://a.example/').execute(); proof(host); var host;`,
  },
  {
    name: '__proto__ of what the host parses',
    source: `const o = JSON.parse('{"__proto__": {"process": 1}}'); proof(Object.getPrototypeOf(o)); Http.get('https://a.example/').setContentString('{"__proto__": {"polluted": 1}}').execute();`,
  },
  {
    name: 'indirect eval and new Function',
    source: `proof((0, eval)('this')); proof(new Function(${THIS})()); proof(globalThis.eval('globalThis'));`,
  },
  {
    name: '__defineGetter__ and __lookupGetter__',
    source: `({}).__defineGetter__.call(globalThis, 'a', function () { proof(this); return 1; }); a; proof(({}).__lookupGetter__.call(Map.prototype, 'size'));`,
  },
  {
    name: 'a Date, a RegExp and their species',
    source: `class R extends RegExp { static get [Symbol.species]() { proof(this); return Function; } } try { 'a'.split(new R('a')); } catch (e) { proof(e); } proof(new Date()[Symbol.toPrimitive].constructor(${THIS})());`,
  },
  {
    name: 'finalizers and weak references',
    source: `new FinalizationRegistry((x) => proof(x)).register({}, globalThis); proof(new WeakRef(globalThis).deref());`,
  },
];

import { depthBombs, memoryBombs, timeBombs } from './sandbox-bombs.js';
import { engineEscapes, evaluatorEscapes, PROOF } from './sandbox-escapes.js';
import type { SeededRandom } from './seeded-random.js';

const bombs = [...timeBombs, ...memoryBombs, ...depthBombs].map(({ source }) => source);
const escapes = [...engineEscapes, ...evaluatorEscapes]
  .map(({ source }) => source)
  .filter((source) => !source.includes('import.meta'));

/** What is done to the realm first, so that the rest meets other built-ins than it would. */
const spoils = [
  'Object.prototype.toJSON = function () { return this; };',
  'Array.prototype[Symbol.iterator] = function* () {};',
  'JSON.stringify = (v) => v; JSON.parse = (v) => v;',
  'Promise.prototype.then = function (f) { f?.(globalThis); return this; };',
  'String.prototype.valueOf = () => { throw 1; };',
  'Reflect.apply = Function.prototype.apply = () => globalThis;',
  'Object.setPrototypeOf(globalThis, null);',
  'Error.stackTraceLimit = Infinity; Error.prototype.toString = () => { throw 1; };',
  'for (const k of Reflect.ownKeys(globalThis)) { if (k !== "Log" && k !== "JSON" && k !== "Http") try { globalThis[k] = new Proxy(globalThis[k], {}); } catch {} }',
  'Symbol.prototype[Symbol.toPrimitive] = null; Object.freeze(Object.prototype);',
  'Map.prototype.get = Map.prototype.set = Set.prototype.has = () => globalThis;',
];

/** How a piece is wrapped, so that it runs at another moment or inside another frame. */
const wraps: readonly ((piece: string) => string)[] = [
  (piece) => piece,
  (piece) => `try { ${piece} } catch (e) { Log.info(e); throw e; }`,
  (piece) => `try { ${piece} } finally { for (let i = 0; i < 1e9; i++); }`,
  (piece) => `Promise.resolve().then(() => { ${piece} });`,
  (piece) => `(async () => { await null; ${piece} })();`,
  (piece) => `[3, 1, 2].sort(() => { ${piece} });`,
  (piece) => `({ get a() { ${piece} } }).a;`,
  (piece) => `'x'.replace(/x/, () => { ${piece} });`,
  (piece) => `JSON.stringify({ toJSON() { ${piece} } });`,
  (piece) => `new Proxy({}, { get() { ${piece} } }).a;`,
  (piece) => `class A { static { ${piece} } }`,
  (piece) => `eval(${JSON.stringify(piece)});`,
  (piece) => `new Function('proof', ${JSON.stringify(piece)})(proof);`,
  (piece) => `function* g() { try { yield 1; } finally { ${piece} } } for (const x of g()) break;`,
  (piece) => `throw { get message() { ${piece} } };`,
  (piece) => `Log.info({ toJSON() { ${piece} }, toString() { ${piece} } });`,
];

/** A script made of known attacks: one or two of them, wrapped, after the realm was spoiled. The same chance gives the same script. */
export function hostileScript(chance: SeededRandom): string {
  const one = <T>(of: readonly T[]): T => of[chance.between(0, of.length - 1)] as T;
  const spoil = chance.oneIn(2) ? one(spoils) : '';
  const piece = chance.oneIn(3) ? one(bombs) : one(escapes);
  const then = chance.oneIn(2) ? `{ ${one(wraps)(one(bombs))} }` : '';
  const wrapped = one(wraps)(chance.oneIn(2) ? piece : one(wraps)(piece));
  return `${PROOF}${spoil} { ${wrapped} } ${then}`;
}

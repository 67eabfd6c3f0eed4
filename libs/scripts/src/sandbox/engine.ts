// Runs in a script thread, which is started by file name, also under Jest: of this project it may import nothing but types.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import releaseSync from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  Scope,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core';
import type { ScriptPosition } from '../script-failure.port.js';
import type { HostCall, ScriptJob, ScriptOutcome, ScriptUse } from './script-job.js';

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65_536;
/** Pages that the engine asks for when it starts. */
const FIRST_PAGES = 256;
/** Bytes of stack of a script. The thread needs about eight times as much for it. */
const STACK_BYTES = 96 * 1024;
const LONGEST_DETAIL = 500;

/** What an engine is made of. */
export interface EngineParts {
  /** Of `guest`, by path. */
  readonly guestSources: Readonly<Record<string, string>>;
  /** MiB of memory beyond which nothing is allocated. */
  readonly memoryMib: number;
  readonly host: HostCall;
}

/** The engine compiled, which threads can share. */
export function compileEngine(): WebAssembly.Module {
  const file = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  return new WebAssembly.Module(readFileSync(file));
}

/**
 * QuickJS in WebAssembly, with the guest loaded. Every run starts from the same image of its memory, taken before the first one, so that nothing
 * of a run is there in the next.
 */
export class Engine {
  private readonly memory: WebAssembly.Memory;
  private readonly context: QuickJSContext;
  private readonly runtime: QuickJSRuntime;
  private readonly guest: Record<'surround' | 'invoke' | 'outcome', QuickJSHandle>;
  private readonly image: Uint8Array;
  private readonly host: HostCall;
  /** Of the run that is going on. */
  private meter = new Meter(Number.POSITIVE_INFINITY);

  static async start(wasm: WebAssembly.Module, parts: EngineParts): Promise<Engine> {
    const maximum = (parts.memoryMib * 1024 * 1024) / PAGE;
    const wasmMemory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum });
    const variant = newVariant(releaseSync as unknown as QuickJSSyncVariant, { wasmModule: wasm, wasmMemory });
    const module = await newQuickJSWASMModuleFromVariant(variant);
    return new Engine(wasmMemory, module.newRuntime(), parts);
  }

  private constructor(memory: WebAssembly.Memory, runtime: QuickJSRuntime, { guestSources, host }: EngineParts) {
    this.memory = memory;
    this.runtime = runtime;
    this.host = host;
    runtime.setMaxStackSize(STACK_BYTES);
    runtime.setInterruptHandler(() => this.meter.isSpent());
    this.context = runtime.newContext();
    this.guest = this.loadGuest(guestSources);
    // From here on scripts import nothing.
    runtime.setModuleLoader((name) => ({ error: new Error(`modules cannot be imported here: ${name}`) }));
    this.image = imageOf(memory);
  }

  /** Whether the memory has grown so far that the engine had better be replaced. */
  get isWorn(): boolean {
    return this.memory.buffer.byteLength > FIRST_PAGES * PAGE;
  }

  /**
   * Runs a job.
   * @throws anything — the engine itself broke and must not be used again
   */
  run(job: ScriptJob): ScriptOutcome {
    this.restore();
    const meter = new Meter(job.limits.computeMillis);
    this.meter = meter;
    try {
      return Scope.withScope((scope) => this.phases(job, scope));
    } catch (error) {
      if (error instanceof GuestError) return { ...this.failure(error, job), use: this.use() };
      throw error;
    } finally {
      this.meter = new Meter(Number.POSITIVE_INFINITY);
    }
  }

  private phases(job: ScriptJob, scope: Scope): ScriptOutcome {
    const { context, guest } = this;
    this.call(guest.surround, [scope.manage(context.newString(job.surroundings))], 'crashed', scope);
    const exported = this.load(job, scope);
    if (job.functionName === undefined) return { kind: 'returned', output: 'null', use: this.use() };
    const called = this.find(job.functionName, exported, scope);
    if (called === undefined) return { kind: 'missing', use: this.use() };
    const args = [context.newString(job.functionName), called, context.newString(job.input)];
    this.call(guest.invoke, args, 'thrown', scope);
    this.settle('thrown');
    const output = this.call(guest.outcome, [], 'thrown', scope);
    if (context.typeof(output) !== 'string')
      throw new GuestError('unsettled', 'the promise it returned is never settled');
    const json = context.getString(output);
    if (Buffer.byteLength(json) > job.limits.outputBytes)
      throw new GuestError('output-limit', `more than ${String(job.limits.outputBytes)} bytes of result`);
    return { kind: 'returned', output: json, use: this.use() };
  }

  /** Runs the top-level statements; gives the exports of a module. */
  private load({ source, fileName, isModule }: ScriptJob, scope: Scope): QuickJSHandle | undefined {
    const { context } = this;
    const text = isModule ? `${source}\n${MODULE_ENDING}` : source;
    const value = this.unwrap(
      context.evalCode(text, fileName, { type: isModule ? 'module' : 'global' }),
      'load',
      scope,
    );
    this.settle('load');
    if (!isModule) return undefined;
    const state = context.getPromiseState(value);
    if (state.type === 'rejected') throw this.errorOf('load', scope.manage(state.error));
    if (state.type === 'pending')
      throw new GuestError('unsettled', 'a promise that its top level awaits is never settled');
    return state.notAPromise === true ? value : scope.manage(state.value);
  }

  /** Declared or exported; `let` and `const` of a script are no members of the global object, so they are asked for by name. */
  private find(name: string, exported: QuickJSHandle | undefined, scope: Scope): QuickJSHandle | undefined {
    const { context } = this;
    const found =
      exported === undefined
        ? this.unwrap(context.evalCode(`typeof ${name} === 'function' ? ${name} : undefined`), 'load', scope)
        : this.exportOf(name, exported, scope);
    return context.typeof(found) === 'function' ? found : undefined;
  }

  private exportOf(name: string, exported: QuickJSHandle, scope: Scope): QuickJSHandle {
    const own = scope.manage(this.context.getProp(exported, name));
    if (this.context.typeof(own) === 'function') return own;
    const inside = scope.manage(this.context.getProp(exported, DECLARED));
    const named = scope.manage(this.context.newString(name));
    return this.call(inside, [named], 'load', scope);
  }

  /** Everything that promises still have to do. */
  private settle(reason: GuestReason): void {
    while (this.runtime.hasPendingJob()) {
      const done = this.runtime.executePendingJobs(1_000);
      if (done.error) throw this.errorOf(reason, done.error);
    }
  }

  private call(called: QuickJSHandle, args: QuickJSHandle[], reason: GuestReason, scope: Scope): QuickJSHandle {
    return this.unwrap(this.context.callFunction(called, this.context.undefined, ...args), reason, scope);
  }

  private unwrap(result: ReturnType<QuickJSContext['evalCode']>, reason: GuestReason, scope: Scope): QuickJSHandle {
    if (result.error) throw this.errorOf(reason, scope.manage(result.error));
    return scope.manage(result.value);
  }

  private errorOf(reason: GuestReason, thrown: QuickJSHandle): GuestError {
    const { meter } = this;
    if (meter.isOver) return new GuestError('compute-limit', `more than ${String(meter.most)} ms of computing`);
    const dumped: unknown = this.context.dump(thrown);
    if (isOutOfMemory(dumped)) return new GuestError('memory-limit', 'out of memory');
    return new GuestError(reason, described(dumped), dumped);
  }

  private failure({ reason, message, thrown }: GuestError, { fileName }: ScriptJob) {
    const position = positionIn(thrown, fileName);
    return { kind: 'failed' as const, reason, detail: message, ...(position && { position }) };
  }

  private use(): ScriptUse {
    const { computeMillis, hostMillis, hostCalls } = this.meter;
    return { computeMillis, hostMillis, hostCalls, memoryBytes: this.memory.buffer.byteLength };
  }

  private restore(): void {
    const bytes = new Uint8Array(this.memory.buffer);
    bytes.set(this.image);
    bytes.fill(0, this.image.length);
  }

  private loadGuest(sources: Readonly<Record<string, string>>) {
    const { context, runtime } = this;
    runtime.setModuleLoader(
      (name) => sources[name] ?? { error: new Error(`there is no ${name}`) },
      (from, name) => new URL(name, `file:///${from}`).pathname.slice(1),
    );
    const host = context.newFunction('host', (operation, payload) => {
      const answer = this.meter.away(() => this.host(context.getString(operation), context.getString(payload)));
      return context.newString(answer);
    });
    const namespace = context.unwrapResult(context.evalCode(sources['main.js'] ?? '', 'main.js', { type: 'module' }));
    const boot = context.getProp(namespace, 'boot');
    const guest = context.unwrapResult(context.callFunction(boot, context.undefined, host));
    const part = (name: string): QuickJSHandle => context.getProp(guest, name);
    return { surround: part('surround'), invoke: part('invoke'), outcome: part('outcome') };
  }
}

const DECLARED = '__declared';
/** Functions of a module that are declared and not exported are found all the same: nothing else could mean them. */
const MODULE_ENDING = `export const ${DECLARED} = (name) => eval("typeof " + name + " === 'function' ? " + name + " : undefined");`;

type GuestReason = Extract<ScriptOutcome, { readonly kind: 'failed' }>['reason'];

/** Something that went wrong inside the engine, and leaves it whole. */
class GuestError extends Error {
  readonly reason: GuestReason;
  readonly thrown: unknown;

  constructor(reason: GuestReason, detail: string, thrown?: unknown) {
    super(detail.slice(0, LONGEST_DETAIL));
    this.reason = reason;
    this.thrown = thrown;
  }
}

/** Counts what a run uses. Time in calls of the host is not computing (ruling 36). */
class Meter {
  readonly most: number;
  hostMillis = 0;
  hostCalls = 0;
  isOver = false;
  private readonly begun = performance.now();

  constructor(most: number) {
    this.most = most;
  }

  get computeMillis(): number {
    return performance.now() - this.begun - this.hostMillis;
  }

  isSpent(): boolean {
    this.isOver ||= this.computeMillis > this.most;
    return this.isOver;
  }

  away<T>(work: () => T): T {
    this.hostCalls++;
    const left = performance.now();
    try {
      return work();
    } finally {
      this.hostMillis += performance.now() - left;
    }
  }
}

/** All memory up to the last byte that is not zero. */
function imageOf(memory: WebAssembly.Memory): Uint8Array {
  const bytes = new Uint8Array(memory.buffer);
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.slice(0, end);
}

function isOutOfMemory(thrown: unknown): boolean {
  return isObject(thrown) && thrown['name'] === 'InternalError' && thrown['message'] === 'out of memory';
}

/** What was thrown, in one line: an error by name and message, anything else as it is. */
function described(thrown: unknown): string {
  if (!isObject(thrown)) return String(thrown);
  const { name, message } = thrown;
  if (typeof message !== 'string') return JSON.stringify(thrown);
  return typeof name === 'string' && name !== 'Error' ? `${name}: ${message}` : message;
}

/** `at name (file:line:column)`, the first that is in the script itself. */
function positionIn(thrown: unknown, fileName: string): ScriptPosition | undefined {
  const stack = isObject(thrown) && typeof thrown['stack'] === 'string' ? thrown['stack'] : '';
  for (const line of stack.split('\n')) {
    const at = line.indexOf(`${fileName}:`);
    const [, row, column] = at < 0 ? [] : (/^:(\d+)(?::(\d+))?/.exec(line.slice(at + fileName.length)) ?? []);
    if (row !== undefined) return { line: Number(row), ...(column !== undefined && { column: Number(column) }) };
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

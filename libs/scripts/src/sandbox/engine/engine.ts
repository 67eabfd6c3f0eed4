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
import { calledFunctions } from '../../called-functions.js';
import type { ScriptFailureReason } from '../../script-failure.port.js';
import { frameIn, GuestError, type DescribedThrow } from './guest-error.js';
import { lengthOf, loadGuest, type LoadedGuest } from './loaded-guest.js';
import { MemoryImage, PAGE } from './memory-image.js';
import { Meter, overrunDetail } from './meter.js';
import type { ScriptJob, ScriptOutcome } from '../script-job.js';
import { threadClock, type RunClock } from './thread-time.js';

/** Pages that the engine asks for when it starts. */
const FIRST_PAGES = 256;
/** Bytes of stack of a script. The thread needs about eight times as much for it. */
const STACK_BYTES = 96 * 1024;
const DECLARED = '__declared';
/** Functions of a module that are declared and not exported are found all the same: nothing else could mean them. */
const MODULE_ENDING = `export const ${DECLARED} = (name) => eval("typeof " + name + " === 'function' ? " + name + " : undefined");`;

/** Answers the calls of a script by name, with JSON there and back. Runs where the engine runs. */
export type HostCall = (operation: string, payload: string, meter: Meter) => string;

/** What an engine is made of. */
export interface EngineParts {
  readonly wasm: WebAssembly.Module;
  /** Of `guest`, by path. */
  readonly guestSources: Readonly<Record<string, string>>;
  /** MiB of memory beyond which nothing is allocated. */
  readonly memoryMib: number;
  readonly host: HostCall;
  /** Absent: that of the thread it runs in. */
  readonly clock?: RunClock;
}

/**
 * QuickJS in WebAssembly, with the guest loaded. Every run starts from the same image of its memory, taken before the first one, so that nothing
 * of a run is there in the next.
 */
export class Engine {
  private readonly memory: WebAssembly.Memory;
  private readonly context: QuickJSContext;
  private readonly runtime: QuickJSRuntime;
  private readonly guest: LoadedGuest;
  private readonly image: MemoryImage;
  private readonly clock: RunClock;
  /** Of the run that is going on. */
  private meter = new Meter(UNLIMITED, Number.POSITIVE_INFINITY);

  static async start(parts: EngineParts): Promise<Engine> {
    const maximum = (parts.memoryMib * 1024 * 1024) / PAGE;
    const wasmMemory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum });
    const variant = newVariant(releaseSync as unknown as QuickJSSyncVariant, { wasmModule: parts.wasm, wasmMemory });
    const module = await newQuickJSWASMModuleFromVariant(variant);
    return new Engine(wasmMemory, module.newRuntime(), parts);
  }

  private constructor(
    memory: WebAssembly.Memory,
    runtime: QuickJSRuntime,
    { guestSources, host, clock = threadClock }: EngineParts,
  ) {
    this.clock = clock;
    this.memory = memory;
    this.runtime = runtime;
    runtime.setMaxStackSize(STACK_BYTES);
    runtime.setInterruptHandler(() => this.meter.isSpent());
    this.context = runtime.newContext();
    this.guest = loadGuest(this.context, guestSources, (operation, payload) => host(operation, payload, this.meter));
    this.image = new MemoryImage(memory);
  }

  /** Whether the memory has grown so far that the engine had better be replaced. */
  get isWorn(): boolean {
    return this.memory.buffer.byteLength > FIRST_PAGES * PAGE;
  }

  /**
   * Runs a job.
   * @param totalMillis in which it has to be over, calls of the host included
   * @throws anything — the engine itself broke and must not be used again
   */
  run(job: ScriptJob, totalMillis: number): ScriptOutcome {
    this.image.restore();
    this.meter = new Meter(job.limits, totalMillis, this.clock);
    try {
      const outcome = Scope.withScope((scope) => this.phases(job, scope));
      // What a script gives back after it was stopped counts as little as what it throws then.
      this.checkOverrun(job);
      return { ...outcome, use: this.use() };
    } catch (error) {
      const { reason, message, position } = this.failureOf(error);
      return { kind: 'failed', reason, detail: message, ...(position && { position }), use: this.use() };
    }
  }

  /** Without memory the engine may run into nothing, and is stopped there. @throws anything — it broke for another reason */
  private failureOf(error: unknown): GuestError {
    if (error instanceof GuestError) return error;
    if (error instanceof WebAssembly.RuntimeError && this.isWorn)
      return new GuestError('memory-limit', 'out of memory');
    throw error;
  }

  private phases(job: ScriptJob, scope: Scope): Ending {
    const { context, guest } = this;
    if (job.functionName === undefined) return this.compile(job, scope);
    this.call(guest.surround, [scope.manage(context.newString(job.surroundings))], { job, reason: 'crashed', scope });
    const exported = this.load(job, scope);
    const find = (name: string): QuickJSHandle | undefined => this.find(name, exported, { job, reason: 'load', scope });
    const called = find(job.functionName);
    if (called === undefined)
      return { kind: 'missing', defined: calledFunctions.filter((name) => find(name) !== undefined) };
    const during = { job, reason: 'thrown', scope } as const;
    const args = [context.newString(job.functionName), called, context.newString(job.input)];
    this.call(guest.invoke, args, during);
    this.settle(during);
    return { kind: 'returned', output: this.outputOf(this.call(guest.outcome, [], during), job) };
  }

  private outputOf(output: QuickJSHandle, { limits }: ScriptJob): string {
    const { context } = this;
    if (context.typeof(output) !== 'string')
      throw new GuestError('unsettled', 'the promise it returned is never settled');
    const tooMuch = new GuestError('output-limit', `more than ${String(limits.outputBytes)} bytes of result`);
    if (lengthOf(context, output) > limits.outputBytes) throw tooMuch;
    const json = context.getString(output);
    if (Buffer.byteLength(json) > limits.outputBytes) throw tooMuch;
    return json;
  }

  /** Only whether it can be parsed: its top-level statements may call others. */
  private compile(job: ScriptJob, scope: Scope): { kind: 'returned'; output: string } {
    const type = job.isModule ? 'module' : 'global';
    const compiled = this.context.evalCode(job.source, job.fileName, { type, compileOnly: true });
    this.unwrap(compiled, { job, reason: 'load', scope });
    return { kind: 'returned', output: 'null' };
  }

  /** Runs the top-level statements; gives the exports of a module. */
  private load(job: ScriptJob, scope: Scope): QuickJSHandle | undefined {
    const { context } = this;
    const { source, fileName, isModule } = job;
    const during = { job, reason: 'load', scope } as const;
    const text = isModule ? `${source}\n${MODULE_ENDING}` : source;
    const value = this.unwrap(context.evalCode(text, fileName, { type: isModule ? 'module' : 'global' }), during);
    this.settle(during);
    if (!isModule) return undefined;
    const state = context.getPromiseState(value);
    if (state.type === 'rejected') throw this.errorOf(scope.manage(state.error), during);
    if (state.type === 'pending')
      throw new GuestError('unsettled', 'a promise that its top level awaits is never settled');
    return state.notAPromise === true ? value : scope.manage(state.value);
  }

  /** Declared or exported; `let` and `const` of a script are no members of the global object, so they are asked for by name. */
  private find(name: string, exported: QuickJSHandle | undefined, during: Phase): QuickJSHandle | undefined {
    const { context } = this;
    const found =
      exported === undefined
        ? this.unwrap(context.evalCode(`typeof ${name} === 'function' ? ${name} : undefined`), during)
        : this.exportOf(name, exported, during);
    return context.typeof(found) === 'function' ? found : undefined;
  }

  private exportOf(name: string, exported: QuickJSHandle, during: Phase): QuickJSHandle {
    const { scope } = during;
    const own = scope.manage(this.context.getProp(exported, name));
    if (this.context.typeof(own) === 'function') return own;
    const inside = scope.manage(this.context.getProp(exported, DECLARED));
    return this.call(inside, [scope.manage(this.context.newString(name))], during);
  }

  /** Everything that promises still have to do. */
  private settle(during: Phase): void {
    while (this.runtime.hasPendingJob()) {
      const done = this.runtime.executePendingJobs(1_000);
      if (done.error) throw this.errorOf(done.error, during);
      if (this.meter.isSpent()) this.checkOverrun(during.job);
    }
  }

  private call(called: QuickJSHandle, args: QuickJSHandle[], during: Phase): QuickJSHandle {
    return this.unwrap(this.context.callFunction(called, this.context.undefined, ...args), during);
  }

  private unwrap(result: ReturnType<QuickJSContext['evalCode']>, during: Phase): QuickJSHandle {
    if (result.error) throw this.errorOf(during.scope.manage(result.error), during);
    return during.scope.manage(result.value);
  }

  private errorOf(thrown: QuickJSHandle, { job, reason }: Phase): GuestError {
    this.checkOverrun(job, thrown);
    const { text, stack } = this.describe(thrown) ?? { text: this.isWorn ? OUT_OF_MEMORY : UNSHOWN, stack: '' };
    this.checkOverrun(job);
    const position = frameIn(stack, job.fileName)?.position;
    if (this.isStarved(text)) return new GuestError('memory-limit', 'out of memory', position);
    return new GuestError(reason, text, position);
  }

  /** Without memory nothing can be said, and there is no error to be thrown either: the engine throws null. */
  private isStarved(text: string): boolean {
    return text.startsWith(OUT_OF_MEMORY) || (text === 'null' && this.isWorn);
  }

  private describe(thrown: QuickJSHandle): DescribedThrow | undefined {
    const { context } = this;
    const said = context.callFunction(this.guest.describe, context.undefined, thrown);
    if (said.error || context.typeof(said.value) !== 'string') return undefined;
    return JSON.parse(context.getString(said.value)) as DescribedThrow;
  }

  /** @param thrown by what was interrupted */
  private checkOverrun(job: ScriptJob, thrown?: QuickJSHandle): void {
    const { overrun } = this.meter;
    if (overrun === undefined) return;
    const frame = thrown && frameIn(this.stackOf(thrown), job.fileName);
    const where = frame?.functionName === undefined ? '' : `, in ${frame.functionName}`;
    throw new GuestError(overrun, overrunDetail(overrun, job.limits) + where, frame?.position);
  }

  /** Of an error of the engine's own. Where it is the script's, its getter comes to no end but is interrupted at once. */
  private stackOf(thrown: QuickJSHandle): string {
    const { context } = this;
    try {
      const stack = context.getProp(thrown, 'stack');
      return context.typeof(stack) === 'string' && lengthOf(context, stack) <= MOST_STACK
        ? context.getString(stack)
        : '';
    } catch {
      return '';
    }
  }

  private use() {
    return { ...this.meter.use(), memoryBytes: this.image.grownBy() };
  }
}

const UNLIMITED = { computeMillis: Number.POSITIVE_INFINITY, hostCalls: Number.POSITIVE_INFINITY };
/** How the engine's own message begins, whatever it was doing. */
const OUT_OF_MEMORY = 'InternalError: out of memory';
const UNSHOWN = 'something that cannot be shown';
/** Characters of a stack that is read. */
const MOST_STACK = 20_000;

/** What came of a run that did not fail. */
type Ending =
  | { readonly kind: 'missing'; readonly defined: readonly string[] }
  | { readonly kind: 'returned'; readonly output: string };

/** Of what an error would be, and where its handles live. */
interface Phase {
  readonly job: ScriptJob;
  readonly reason: ScriptFailureReason;
  readonly scope: Scope;
}

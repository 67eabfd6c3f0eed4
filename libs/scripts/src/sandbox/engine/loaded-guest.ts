import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';

/** Characters of a payload that leave the engine; what is said instead of a longer one is for {@link loadGuest}'s host to refuse. */
export const MOST_PAYLOAD = 1024 * 1024;

/** No module of the guest begins like this. */
const FOREIGN = 'foreign:';

/** The functions of `guest/main.ts` that the engine calls. */
export type LoadedGuest = Record<'surround' | 'invoke' | 'outcome' | 'describe', QuickJSHandle>;

/** Loads the guest's modules. Afterwards nothing can be imported any more, theirs neither. */
export function loadGuest(
  context: QuickJSContext,
  sources: Readonly<Record<string, string>>,
  host: (operation: string, payload: string) => string,
): LoadedGuest {
  const { runtime } = context;
  runtime.setModuleLoader(
    (name) => sources[name] ?? { error: new Error(`there is no ${name}`) },
    (from, name) => new URL(name, `file:///${from}`).pathname.slice(1),
  );
  const call = context.newFunction('host', (operation, payload) =>
    context.newString(host(context.getString(operation), payloadOf(context, payload))),
  );
  const namespace = context.unwrapResult(context.evalCode(sources['main.js'] ?? '', 'main.js', { type: 'module' }));
  const boot = context.getProp(namespace, 'boot');
  const guest = context.unwrapResult(context.callFunction(boot, context.undefined, call));
  runtime.setModuleLoader(
    (name) => ({ error: new Error(`modules cannot be imported here: ${name.slice(FOREIGN.length)}`) }),
    // Under other names than what was loaded before, which the engine would find without asking the loader.
    (_from, name) => FOREIGN + name,
  );
  const part = (name: string): QuickJSHandle => context.getProp(guest, name);
  return { surround: part('surround'), invoke: part('invoke'), outcome: part('outcome'), describe: part('describe') };
}

/** Nothing of a payload that is too long is copied: an empty text is no JSON, so that whoever reads it knows. */
function payloadOf(context: QuickJSContext, payload: QuickJSHandle): string {
  return lengthOf(context, payload) > MOST_PAYLOAD ? '' : context.getString(payload);
}

/** Characters of a string, known before it is copied out. */
export function lengthOf(context: QuickJSContext, text: QuickJSHandle): number {
  return context.getProp(text, 'length').consume((length) => context.getNumber(length));
}

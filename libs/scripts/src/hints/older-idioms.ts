/** Something that older scripts write, and what to write instead, both in Markdown. */
interface OlderIdiom {
  /** As the documentation shows it; may not have a `|`. */
  readonly written: string;
  /** A sentence without its full stop. */
  readonly instead: string;
  /** Names of what is not there: of globals, or of members as they are called, `Fhir.create`. */
  readonly names?: readonly string[];
}

const RUNS_WAIT = '`Http` waits for its answer, and there are no timers';

/** Of the language, of its engines before, and of the product; docs/script-api.md shows it as a table. */
export const olderIdioms: readonly OlderIdiom[] = [
  {
    written: '`load(…)`, `require(…)`, `import` of another file',
    instead: 'one script is one text; build it with a bundler if it has parts',
    names: ['load', 'loadWithNewGlobal', 'require', 'importScripts'],
  },
  {
    written: '`importPackage`, `importClass`, `JavaImporter`',
    instead: 'name each class where it is used, as `java.util.HashMap`, or take it with `Java.type(…)`',
    names: ['importPackage', 'importClass', 'JavaImporter'],
  },
  {
    written: '`Java.extend`, `Java.super`, `Java.synchronized`',
    instead: 'there is no Java behind the classes below: write it in JavaScript',
    names: ['Java.extend', 'Java.super', 'Java.synchronized', 'Java.isJavaObject', 'Java.asJSONCompatible'],
  },
  {
    written: '`ResourceBuilder.build(…)`, `TransactionBuilder`',
    instead: "write a resource as an object, `{ resourceType: 'Patient' }`",
    names: ['ResourceBuilder', 'TransactionBuilder'],
  },
  {
    written: '`Fhir.create`, `Fhir.update`, `Fhir.delete`, `Fhir.patch`, `Fhir.transaction`',
    instead: '`Fhir` only reads; a client of `FhirClientFactory.newClient(…)` has `create`, `update` and `delete`',
    names: ['create', 'update', 'delete', 'patch', 'transaction', 'operation'].map((name) => `Fhir.${name}`),
  },
  {
    written: '`exit()`, `quit()`',
    instead: 'use `return`, or `throw` to refuse',
    names: ['exit', 'quit'],
  },
  {
    written: '`$ENV`, `process.env`',
    instead: 'use `Environment.getEnv(…)`',
    names: ['$ENV', 'process'],
  },
  {
    written: '`$ARG`, `$EXEC`, `` `command` ``',
    instead: 'scripts start nothing',
    names: ['$ARG', '$EXEC', '$OPTIONS'],
  },
  {
    written: '`readFile`, `readFully`, `readLine`',
    instead:
      'scripts read no files; values for them stand in variables whose names begin with JS_ (`Environment.getEnv`)',
    names: ['readFile', 'readFully', 'readLine'],
  },
  {
    written: '`setTimeout`, `setInterval`, `fetch`, `XMLHttpRequest`',
    instead: RUNS_WAIT,
    names: ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'XMLHttpRequest'],
  },
  {
    written: '`Polyglot`, `Graal`',
    instead: 'there is one language here, JavaScript',
    names: ['Polyglot', 'Graal'],
  },
  {
    written: '`Intl`',
    instead: 'there are no time zones and languages here: count in UTC, or in the zone of the server with `getHours()`',
    names: ['Intl'],
  },
  { written: '`Buffer`', instead: 'use `Converter` or `Base64`', names: ['Buffer'] },
];

const insteadOf: ReadonlyMap<string, string> = new Map(
  olderIdioms.flatMap(({ names = [], instead }) => names.map((name) => [name, plain(instead)])),
);

/** Every name that {@link olderIdioms} has. */
export const olderNames: readonly string[] = [...insteadOf.keys()];

/** What to write instead of a name, as plain text; undefined where nothing is known of it. */
export function insteadOfName(name: string): string | undefined {
  return insteadOf.get(name);
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}

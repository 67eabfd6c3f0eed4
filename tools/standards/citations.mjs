// Which files cite which clauses: tests in their names, sources in their comments.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `STD K1`, `RFC7009-1`, `V-35`, `ruling 20`. */
const CITATION = /\b(?:STD ([A-Z]+\d*(?:-\d+)?)|(RFC\d{4}-\d{1,2})|([VRSFAGB]-\d{2,3})|ruling (\d+))(?![\w-])/g;
/** What goes on after a requirement: `, K2`, ` and K3`, ` to K8`. A case (`V-35`) is not followed by bare names: `I5` alone is an invariant. */
const NEXT = /^(, | and | to )(?:STD )?([A-Z]+(?:\d+(?:-\d+)?|-\d+))(?![\w-])/;
const FOLDERS = ['apps', 'libs', 'test', 'views', 'scripts'];

/** Files by clause: `tests` that show it, `sources` that say they meet it or stand beside such a test. */
export function readCitations() {
  const files = FOLDERS.flatMap(filesIn).filter((file) => /\.(?:ts|hbs|mjs)$/.test(file));
  const found = new Map();
  for (const file of files.sort())
    for (const clause of clausesOf(readFileSync(file, 'utf8'))) note(found, clause, file);
  return found;
}

function note(found, clause, file) {
  const { tests, sources } = found.get(clause) ?? { tests: new Set(), sources: new Set() };
  found.set(clause, { tests, sources });
  if (file.endsWith('.spec.ts')) {
    tests.add(file);
    const subject = file.replace(/\.spec\.ts$/, '.ts');
    if (existsSync(subject)) sources.add(subject);
  } else if (!file.startsWith('test/')) sources.add(file);
}

function* clausesOf(text) {
  for (const match of text.matchAll(CITATION)) {
    const [whole, std, rfc, row, ruling] = match;
    if (std ?? rfc) yield* requirementsFrom(std ?? rfc, text.slice(match.index + whole.length));
    else yield row ?? `ruling ${ruling}`;
  }
}

function* requirementsFrom(first, rest) {
  yield `STD ${first}`;
  let last = first;
  for (let next = NEXT.exec(rest); next !== null; next = NEXT.exec(rest)) {
    const [whole, joint, name] = next;
    if (joint === ' to ') yield* between(last, name);
    yield `STD ${name}`;
    last = name;
    rest = rest.slice(whole.length);
  }
}

/** `K1` to `K8`: K2 to K7. */
function* between(first, last) {
  const [, prefix, from] = /^(.*?)(\d+)$/.exec(first) ?? [];
  if (prefix === undefined || !last.startsWith(prefix)) return;
  for (let number = Number(from) + 1; number < Number(last.slice(prefix.length)); number++)
    yield `STD ${prefix}${number}`;
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

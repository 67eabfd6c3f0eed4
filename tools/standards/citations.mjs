// Which files cite which clauses: tests in their names, sources in their comments.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CITATION = /\b(?:STD ([A-Z]+[A-Za-z0-9]*(?:-\d+)?)|(RFC\d{4}-\d{1,2})\b|([VRSFAGB]-\d{2,3})|ruling (\d+))/g;
const MORE = /^,? (?:and )?((?:STD )?[A-Z]+\d+[A-Za-z]*(?:-\d+)?|[VRSFAGB]-\d{2,3})/;
const RANGE = /^ to ([A-Z]+[0-9]*-?)(\d+)/;
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
    const first = std ?? rfc;
    yield first ? `STD ${first}` : (row ?? `ruling ${ruling}`);
    let rest = text.slice(match.index + whole.length);
    if (first) yield* range(first, rest);
    for (let more = MORE.exec(rest); more !== null; more = MORE.exec(rest)) {
      const name = more[1];
      yield /^[VRSFAGB]-\d/.test(name) ? name : `STD ${name.replace('STD ', '')}`;
      rest = rest.slice(more[0].length);
    }
  }
}

/** `STD K1 to K8` names all eight. */
function* range(first, rest) {
  const [, prefix, last] = RANGE.exec(rest) ?? [];
  if (prefix === undefined || !first.startsWith(prefix)) return;
  for (let number = Number(first.slice(prefix.length)); number <= Number(last); number++)
    yield `STD ${prefix}${number}`;
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

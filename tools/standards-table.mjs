// Writes docs/standards.md: which clause is shown by which test file, read from the names of the tests. `npm run docs`.
// With --check it only compares, and fails when the page is out of date.
import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = 'docs/standards.md';
const CITATION = /\b(?:STD ([A-Z]+[A-Za-z0-9]*(?:-\d+)?)|([VRSFAGB]-\d{2,3})|ruling (\d+))/g;
const MORE = /^,? (?:and )?((?:STD )?[A-Z]+\d+[A-Za-z]*(?:-\d+)?|[VRSFAGB]-\d{2,3})/;

const folders = ['apps', 'libs', 'test'];
const specs = folders
  .flatMap((folder) => walk(folder))
  .filter((file) => file.endsWith('.spec.ts'))
  .sort();
const byClause = new Map();
for (const spec of specs) for (const clause of clausesOf(readFileSync(spec, 'utf8'))) add(clause, spec);

const page = render();
if (process.argv.includes('--check')) {
  if (readFileSync(PAGE, 'utf8') !== page) throw new Error(`${PAGE} is out of date; run: npm run docs`);
} else writeFileSync(PAGE, page);

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function* clausesOf(text) {
  for (const match of text.matchAll(CITATION)) {
    const [whole, std, row, ruling] = match;
    yield std ? `STD ${std}` : (row ?? `ruling ${ruling}`);
    let rest = text.slice(match.index + whole.length);
    for (let more = MORE.exec(rest); more !== null; more = MORE.exec(rest)) {
      const name = more[1];
      yield /^[VRSFAGB]-\d/.test(name) ? name : `STD ${name.replace('STD ', '')}`;
      rest = rest.slice(more[0].length);
    }
  }
}

function add(clause, spec) {
  if (!byClause.has(clause)) byClause.set(clause, new Set());
  byClause.get(clause).add(spec);
}

/** The file a spec stands beside; tests over HTTP have none. */
function subject(spec) {
  const file = spec.replace(/\.spec\.ts$/, '.ts');
  return existsSync(file) ? file : undefined;
}

function render() {
  const order = [...byClause.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const rows = order.map((clause) => {
    const tests = [...byClause.get(clause)];
    const files = [...new Set(tests.map(subject).filter(Boolean))];
    return `| ${clause} | ${list(files)} | ${list(tests)} |`;
  });
  return `# Standards: clause → file → test

Generated from the names of the tests by \`npm run docs\`; a clause stands here only because a test cites it. Prefixes: \`STD\` the
requirements of SMART App Launch 2.2, OAuth 2.0, OpenID Connect and their test suites; \`V\` past vulnerabilities, \`R\` design rules, \`S\` hazards of
documented behaviour, \`B\` RFC 9700, \`A\` OWASP ASVS; \`F\` faults, \`G\` goals; \`ruling\` decisions where documents differ. The file column names the unit a
test stands beside; rows without one are shown over HTTP.

## Deviations, on purpose

- \`STD BS1\` — client credentials without \`scope\` are granted the client's whole list (ruling 9), as the product documents it.
- \`A-05\` — a lost refresh answer can be repeated for a few seconds (\`refresh_token.grace_seconds\`); 0 closes it.
- \`V-23\` — a code that another client presents stays good for its own client: nobody can spoil the sign-in of others with a code they saw.
- \`STD RFC9700-5\` — refresh tokens expire absolutely; rotation does not prolong them.

## Clauses

| clause | file | test |
|---|---|---|
${rows.join('\n')}
`;
}

function list(files) {
  return files.map((file) => `\`${file}\``).join(', ');
}

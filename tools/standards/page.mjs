// The text of docs/standards.md.
import { existsSync } from 'node:fs';

const INTRODUCTION = `# Standards: requirement → source → test

Written by \`npm run docs\` out of the names of the tests and the comments of the sources (and a list, where a comment would only be in the way): a
requirement is *met* only where a test cites it. The ids
are those of the project's list of requirements of SMART App Launch 2.2, OAuth 2.0, OpenID Connect, FAPI 2.0, UDAP and of what third-party test suites
assert (\`I\` \`G\` Inferno, \`B\` bulk data, \`OC\` \`OM\` \`FP\` \`OU\` OpenID Foundation, \`OA\` OAuch, \`N\` what no suite tests).

## Deviations, on purpose

- \`BS1\` — client credentials without \`scope\` are granted the client's whole list (ruling 9), as the product documents it; a client that
  authenticates by private_key_jwt must send one (ruling 40), unless \`client_credentials.scope_required_with_key\` is off.
- \`RFC9700-5\` — refresh tokens expire absolutely; rotation does not prolong them.
- \`A-05\` — a lost refresh answer can be repeated for a few seconds (\`refresh_token.grace_seconds\`); 0 closes it.
- \`V-23\` — a code that another client presents stays good for its own client: nobody can spoil the sign-in of others with a code they saw.
`;

/** The page, and every requirement that is neither met nor declined, or both, or met by nothing that says so. */
export function renderPage({ requirements, declined, sources, citations }) {
  const problems = [];
  const rows = requirements.map((id) => {
    const cited = citations.get(`STD ${id}`) ?? { tests: new Set(), sources: new Set() };
    if (sources[id] !== undefined) cited.sources.add(sources[id]);
    return row(id, declined[id], cited, problems);
  });
  for (const [id, file] of Object.entries(sources))
    if (!existsSync(file)) problems.push(`${id}: no such source: ${file}`);
  for (const id of Object.keys(declined)) if (!requirements.includes(id)) problems.push(`${id}: declined, but unknown`);
  const page = `${INTRODUCTION}
## Requirements

| id | status | source | test |
|---|---|---|---|
${rows.join('\n')}

## Cases of security and reliability, and rulings

\`V\` past vulnerabilities, \`R\` design rules, \`S\` hazards of documented behaviour, \`B\` RFC 9700, \`A\` OWASP ASVS, \`F\` faults, \`G\` goals;
\`ruling\` decisions where documents differ. A case stands here only because a test cites it.

| case | source | test |
|---|---|---|
${otherRows(citations).join('\n')}
`;
  return { page, problems };
}

function row(id, reason, cited, problems) {
  const isMet = cited.tests.size > 0;
  if (isMet && reason !== undefined) problems.push(`${id}: met and declined`);
  if (!isMet && reason === undefined) problems.push(`${id}: neither met nor declined`);
  if (isMet && cited.sources.size === 0) problems.push(`${id}: met, but no source says so`);
  if (reason !== undefined) return `| ${id} | declined | ${reason} | |`;
  if (!isMet) return `| ${id} | open | | |`;
  return `| ${id} | met | ${list(cited.sources)} | ${list(cited.tests)} |`;
}

function otherRows(citations) {
  return [...citations]
    .filter(([clause, { tests }]) => !clause.startsWith('STD ') && tests.size > 0)
    .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
    .map(([clause, { sources, tests }]) => `| ${clause} | ${list(sources)} | ${list(tests)} |`);
}

function list(files) {
  return [...files]
    .sort()
    .map((file) => `\`${file}\``)
    .join(', ');
}

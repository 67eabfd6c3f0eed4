import type { AuditCount } from '../audit-check.js';
import type { Machine } from '../machine.js';
import type { BenchOptions } from '../options.js';
import type { SignInFlood } from '../sign-in-flood.js';
import type { Comparison } from './comparison.js';
import { spread } from './quantile.js';
import { figures, signingShare } from './figures.js';
import { floodFigures } from './flood.js';

/** A run, ready to be told. */
export interface Results {
  readonly options: BenchOptions;
  readonly machine: Machine;
  readonly comparisons: readonly Comparison[];
  readonly signingRates: readonly number[];
  readonly signInFloods: readonly SignInFlood[];
  readonly memory: readonly { readonly name: string; readonly mebibytes: number | undefined }[];
  readonly audit: AuditCount;
}

/** The page bench/RESULTS.md. */
export function resultsPage(results: Results): string {
  const { options, machine, comparisons, signingRates, signInFloods, memory, audit } = results;
  const share = signingShare(comparisons, signingRates);
  return `# Figures under load

Written by \`npm run bench\`; not edited by hand.

${machineLines(machine).join('\n')}
- ${options.rounds} rounds after one for warming up, ${options.seconds} s for each measurement, ${options.connections} connections with one request at a time

${warning(comparisons)}## Rates, times, costs

${figures(comparisons)}

"ratio" is taken round by round. A unit is one token, one whole code flow, one refresh, one answer. "CPU" is that of the server and its
database together; "disturbance" is how many cores other programs kept busy meanwhile, or the host of a virtual machine
kept for others: none of the measured ones.

${share === '' ? '' : `## Client credentials as a share of pure signing\n\n${share}\n`}
## A flood of sign-ins beside tokens

${floodFigures(signInFloods)}

${options.connections} connections, each from a network of its own, send wrong sign-ins without a pause; two others ask for a token of client credentials about every 20 ms. Beyond 51
sign-ins at once the answer is 429, which a test shows.

## The audit record

The load process received ${number(audit.received)} token responses from Gatehouse; ${number(audit.records)} records of ${number(audit.tokens)}
different tokens stand in PostgreSQL, committed before each token left the server (${number(audit.all)} records in all, ${number(audit.refusals)} of refusals).

Most memory in use: ${memory.map(({ name, mebibytes }) => `${name} ${mebibytes === undefined ? 'unknown' : `${mebibytes.toFixed(0)} MiB`}`).join(', ')}.

${EXPLANATION}`;
}

function machineLines(machine: Machine): readonly string[] {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `- ${machine.date} UTC, load average of the minute before: ${machine.loadBefore.toFixed(2)}`,
    `- ${machine.cores} cores, ${machine.cpu}, ${machine.memoryGib} GiB, ${machine.system}`,
    `- Node ${machine.node}, ${versions.join(', ')}`,
  ];
}

/** A fifth of a core is a tenth of a small machine: rates then say little, and ratios not much more. */
const MUCH_DISTURBANCE = 0.2;

function warning(comparisons: readonly Comparison[]): string {
  const all = comparisons.flatMap(({ summaries }) => summaries.map(({ disturbance }) => disturbance.median));
  const median = spread(all).median;
  if (!(median > MUCH_DISTURBANCE)) return '';
  return `**Other programs kept about ${median.toFixed(1)} cores busy during this run.** The rates are far below what this machine can do, and the ratios
are rough; measure again on a machine that does nothing else.\n\n`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

const EXPLANATION = `What imports and exports of many clients cost, and what token requests feel of them, is measured apart: [EXCHANGE.md](EXCHANGE.md).

## What is compared

The servers take turns, work by work and round by round; who goes first changes. Each is one process of its own, and so is the load;
all share the machine's cores. One wrong answer ends the run.

| | Gatehouse | oidc-provider |
|---|---|---|
| process | the built server as \`npm start\` starts it: a thread for each processor, 32 MB young generation; told by files | \`bench/peer\`, on plain \`node:http\`, with Node's defaults (as many threads as processors would serve it, too) |
| state | PostgreSQL with the product's settings: every commit waits for the disk | its in-memory adapter, of which nothing outlives the process |
| audit record | one for each token, sign-in, approval and refusal, committed before the answer | none |
| access token | JWT, RS256 with 2,048 bits | the same, by \`resourceIndicators\`; checked in the first answer of each connection |
| ID token | the same | the same |
| client secret | hashed (bcrypt once, then one HMAC-SHA-256 a request) | plain in its nature; the harness puts one SHA-256 a request in front |
| sign-in | Argon2id, 19 MiB, 2 passes, one at a time on a thread; lockout, device and session rows | Argon2id at the same cost on libuv's threads, no lockout |
| pages | its own, with styles, CSRF protection and a policy of their content | the shortest that work, without CSRF protection |
| refresh | rotation, reuse detection | the same |
| introspection | JWT access tokens: signature, revocation, account | **opaque tokens**: it refuses to introspect JWTs, so it looks one up in memory and checks no signature |

- client-credentials: HTTP Basic, one scope, one access token.
- client-credentials-rs384, -es384: the same by private_key_jwt, with a new assertion for each request, all of them signed before the measurement;
  Gatehouse makes each used in PostgreSQL, the peer in its memory.
- code-flow-with-sign-in: a new browser; authorization request with PKCE, sign-in page, approval page, redemption by a public app: access token, ID token,
  refresh token. Each connection is another person.
- code-flow-remembered: the same person again, signed in and with the approval remembered: one redirect and the redemption.
- refresh: a chain of rotations for each connection, a new access token and ID token each time.
- introspection: a resource server asks for the same token of a person again and again.

## How to repeat

\`\`\`
npm run bench                                            # all of it
npm run bench -- --rounds 3 --seconds 10                 # other lengths
npm run bench -- --works client-credentials,refresh      # only some works
npm run bench -- --alone --profile profiles              # Gatehouse alone, with a CPU profile
\`\`\`

On a machine that does nothing else. Trust the ratios more than the rates.
`;

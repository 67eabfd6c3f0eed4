import { setTimeout as delay } from 'node:timers/promises';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { basic } from './app.js';
import { keystoresOver } from './keystore-bench.js';
import { type ServerProcess, until } from './server-process.js';
import { SECRET } from './test-clients.js';

/** How keys are rotated while apps fetch tokens. */
export interface RotationCampaign {
  readonly nodes: readonly ServerProcess[];
  readonly databaseUrl: string;
  readonly rotations: number;
  /** Milliseconds between two rotations. */
  readonly every: number;
  readonly leadSeconds: number;
  /** Seconds for which verifiers keep the keys they know, whatever comes. */
  readonly cacheSeconds: number;
  /** Requests under way at once at each node, and milliseconds each of them pauses in between. */
  readonly lanes: number;
  readonly pause: number;
  /** Told after each rotation, such as to kill a node. */
  readonly onRotated?: (rotation: number) => Promise<void>;
}

/** A token that was issued. */
interface Issue {
  readonly kid: string;
  readonly sent: number;
  readonly received: number;
}

/** What the campaign saw. */
export interface RotationFigures {
  readonly tokens: number;
  readonly kids: number;
  /** Why tokens did not verify; a token counts once. */
  readonly failures: readonly string[];
  /** Milliseconds for which a node still signed with a key when another had changed to the next; never more than what a request takes. */
  readonly overlap: number;
}

/** Verifies tokens by keys that it keeps for as long as it may. */
class CachingVerifier {
  readonly failures: string[] = [];
  private keys: ReturnType<typeof createLocalJWKSet> | undefined;

  constructor(private readonly nodes: readonly ServerProcess[]) {}

  /** Fetches the keys anew from whichever node answers. */
  async refetch(turn: number): Promise<void> {
    const node = this.nodes[turn % this.nodes.length]!;
    const answer = await fetch(`${node.origin}/jwk`).catch(() => undefined);
    if (answer?.status === 200) this.keys = createLocalJWKSet((await answer.json()) as JSONWebKeySet);
  }

  async verify(token: string): Promise<void> {
    await jwtVerify(token, this.keys!).catch((error: unknown) => this.failures.push(String(error)));
  }
}

/** Rotates the keys of `smart_auth` again and again, from a process of its own, while apps fetch tokens from all nodes. */
export async function rotateUnderLoad(campaign: RotationCampaign): Promise<RotationFigures> {
  const { nodes, databaseUrl, rotations, every, leadSeconds, cacheSeconds, lanes, pause } = campaign;
  const verifier = new CachingVerifier(nodes);
  const administrator = await keystoresOver(databaseUrl);
  const issues: Issue[] = [];
  const state = { isEnding: false };
  await verifier.refetch(0);
  const refetching = setInterval(() => void verifier.refetch(issues.length), cacheSeconds * 1000);
  const load = Promise.all(
    nodes.flatMap((node) =>
      Array.from({ length: lanes }, async () => {
        while (!state.isEnding) {
          const issue = await fetchToken(node, verifier);
          if (issue !== undefined) issues.push(issue);
          await delay(issue === undefined ? 100 : pause);
        }
      }),
    ),
  );
  for (let rotation = 1; rotation <= rotations; rotation++) {
    await delay(every);
    await administrator.administration.rotate('smart_auth', {
      author: { kind: 'command', actor: 'test' },
      leadSeconds,
    });
    await campaign.onRotated?.(rotation);
  }
  await delay(leadSeconds * 1000);
  // The last key's turn begins about now; the campaign ends when a token of its has come.
  await until(() => kidsOf(issues).size > rotations);
  state.isEnding = true;
  await load;
  clearInterval(refetching);
  await administrator.close();
  return {
    tokens: issues.length,
    kids: kidsOf(issues).size,
    failures: verifier.failures,
    overlap: overlapOf(issues),
  };
}

/** Keys that have signed. */
function kidsOf(issues: readonly Issue[]): ReadonlySet<string> {
  return new Set(issues.map(({ kid }) => kid));
}

/** Undefined when the node does not answer now. */
async function fetchToken(node: ServerProcess, verifier: CachingVerifier): Promise<Issue | undefined> {
  const sent = performance.now();
  const answer = await fetch(node.tokenUrl, {
    method: 'POST',
    headers: basic('backend', SECRET),
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
    .then(async (response) =>
      response.status === 200 ? ((await response.json()) as { access_token: string }) : undefined,
    )
    .catch(() => undefined);
  if (answer === undefined) return undefined;
  const received = performance.now();
  await verifier.verify(answer.access_token);
  return { kid: decodeProtectedHeader(answer.access_token).kid ?? '', sent, received };
}

/** A request that began after an answer with the next key had come, and was still signed with the key before. */
function overlapOf(issues: readonly Issue[]): number {
  const byKid = [...Map.groupBy(issues, ({ kid }) => kid).values()].map((all) => ({
    firstReceived: Math.min(...all.map(({ received }) => received)),
    lastSent: Math.max(...all.map(({ sent }) => sent)),
  }));
  const inOrder = byKid.toSorted((one, other) => one.firstReceived - other.firstReceived);
  const overlaps = inOrder.slice(1).map(({ firstReceived }, index) => inOrder[index]!.lastSent - firstReceived);
  return Math.max(0, ...overlaps);
}

import { postForm, redemption, type Tokens } from './app.js';
import { codeFor, newVisitor, patientApp, refreshFields, type Visitor } from './cluster-apps.js';
import type { SeededRandom } from './seeded-random.js';

/** What the apps of a run saw, for the checks afterwards. */
export class Journal {
  /** Ids of all access tokens received. */
  readonly jtis: string[] = [];
  /** The newest refresh token of each family, by the family's handle. */
  readonly leaves = new Map<string, string>();
  /** Everything that must never happen, in words. */
  readonly violations: string[] = [];
  /** Requests whose outcome stayed unknown at first, by kind; and what asking again showed. */
  readonly counts = new Map<string, number>();
  readonly #successors = new Map<string, string>();

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** Tokens arrived; `presented` is the refresh token they were exchanged for. */
  received({ access_token, refresh_token }: Tokens, presented?: string): void {
    this.count(presented === undefined ? 'codes redeemed' : 'refreshes');
    this.jtis.push(jtiOf(access_token));
    const { handle, generation } = partsOf(refresh_token);
    const expected = presented === undefined ? 1 : partsOf(presented).generation + 1;
    if (generation !== expected) this.violations.push(`generation ${generation} where ${expected} was due`);
    if (presented !== undefined && (this.#successors.get(presented) ?? refresh_token) !== refresh_token)
      this.violations.push(`two successors of one refresh token (I2)`);
    if (presented === undefined && this.leaves.has(handle)) this.violations.push('two answers for one family (I1)');
    if (presented !== undefined) this.#successors.set(presented, refresh_token);
    this.leaves.set(handle, refresh_token);
  }

  /** A refresh could not be asked again within the grace; what follows of its family is not looked at. */
  giveUp(presented: string): void {
    this.count('interrupted refreshes too late');
    this.leaves.delete(partsOf(presented).handle);
  }
}

/** Handle and generation of a refresh token `ghr_<handle>.<generation>.<mac>`. */
export function partsOf(refreshToken: string): { readonly handle: string; readonly generation: number } {
  const [handle = '', generation] = refreshToken.replace(/^ghr_/, '').split('.');
  return { handle, generation: Number(generation) };
}

function jtiOf(accessToken: string): string {
  const [, claims = ''] = accessToken.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { jti: string }).jti;
}

/** Where the app finds its server, and how it learns that it should end. */
export interface Surroundings {
  readonly origin: string;
  readonly journal: Journal;
  /** Resolves when the server is ready; false when there will be no more. */
  readonly whenReady: () => Promise<boolean>;
  readonly isEnding: () => boolean;
}

interface Outcome {
  readonly status: number;
  readonly body: Tokens & { readonly error?: string };
  /** Earlier tries of this request ended without an answer: it may have been done. */
  readonly isRetry: boolean;
  /** The first try is longer ago than the grace: it may be refused now. */
  readonly isLate: boolean;
}

const CLIENT = 'patient-app';
/** Milliseconds; a little less than the grace of that app. */
const GRACE = (patientApp.refreshTokenGraceSeconds - 5) * 1_000;

/** An app that goes through flow after flow, and asks again whatever was not answered. */
export class PersistentApp {
  #visitor: Visitor;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly credentials: Visitor['credentials'],
    private readonly random: SeededRandom,
  ) {
    this.#visitor = { ...newVisitor(), credentials };
  }

  /** Works until told to end; never leaves a request without knowing its outcome. */
  async run(): Promise<void> {
    while (!this.surroundings.isEnding()) {
      if (this.random.oneIn(10)) this.#visitor = { ...newVisitor(), credentials: this.credentials };
      let tokens = await this.#newTokens();
      for (let left = this.random.between(2, 12); tokens !== undefined && left > 0; left--) {
        if (this.surroundings.isEnding()) return;
        tokens = await this.refresh(tokens.refresh_token);
      }
    }
  }

  /** The successor of a refresh token; that there is none is a violation (I3). */
  async refresh(refreshToken: string): Promise<Tokens | undefined> {
    const outcome = await this.#ask(refreshFields(CLIENT, { refresh_token: refreshToken }), 'refresh');
    if (outcome === undefined) return undefined;
    if (outcome.status === 200) {
      if (outcome.isRetry) this.#journal.count('interrupted refreshes continued');
      this.#journal.received(outcome.body, refreshToken);
      return outcome.body;
    }
    // From the first retry on the server is asked whenever it is up; but it may be down for longer than the grace.
    if (outcome.isLate) this.#journal.giveUp(refreshToken);
    else this.#journal.violations.push(`a refresh was lost (I3): ${describe(outcome)}`);
    return undefined;
  }

  async #newTokens(): Promise<Tokens | undefined> {
    const issued = await this.#persist('authorization', () => codeFor(CLIENT, this.surroundings.origin, this.#visitor));
    if (issued === undefined) return undefined;
    const outcome = await this.#ask(redemption(issued.result, { client_id: CLIENT }), 'code');
    if (outcome === undefined) return undefined;
    if (outcome.status === 200) {
      if (outcome.isRetry) this.#journal.count('interrupted codes never done, redeemed again');
      this.#journal.received(outcome.body);
      return outcome.body;
    }
    // A code works once: when its answer is lost the person starts again; whoever has the answer gets nothing more (V-20).
    if (outcome.isRetry && outcome.body.error === 'invalid_grant') this.#journal.count('interrupted codes spent');
    else this.#journal.violations.push(`a code was lost (I3): ${describe(outcome)}`);
    return undefined;
  }

  async #ask(fields: Record<string, string>, kind: string): Promise<Outcome | undefined> {
    const answer = await this.#persist(kind, async () => {
      const response = await postForm(`${this.surroundings.origin}/oauth/token`, fields);
      const body = (await response.json()) as Outcome['body'];
      if (response.status === 503) throw new Unanswered();
      return { status: response.status, body };
    });
    return answer && { ...answer.result, isRetry: answer.isRetry, isLate: answer.isLate };
  }

  /** Does something until it is answered; undefined when the server is gone for good. */
  async #persist<T>(
    kind: string,
    work: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly isRetry: boolean; readonly isLate: boolean } | undefined> {
    const from = performance.now();
    for (let isRetry = false; await this.surroundings.whenReady(); isRetry = true) {
      try {
        return { result: await work(), isRetry, isLate: performance.now() - from > GRACE };
      } catch (error) {
        this.#noteUnanswered(kind, error);
      }
    }
    return undefined;
  }

  /** Without an answer, or told to come back: anything else must not happen. */
  #noteUnanswered(kind: string, error: unknown): void {
    const message = String(error);
    const isUnanswered = /fetch failed|terminated|ECONNRESET|Unanswered|No answer for the app, but 503/.test(message);
    if (isUnanswered) this.#journal.count(`unanswered: ${kind}`);
    else this.#journal.violations.push(`${kind}: ${textOf(message).slice(0, 300)}`);
  }

  get #journal(): Journal {
    return this.surroundings.journal;
  }
}

/** What a page says, without its markup. */
function textOf(message: string): string {
  return message.replaceAll(/<head>[^]*?<\/head>|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

/** The server said 503: it may have done something or not. */
class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

function describe({ status, body, isRetry }: Outcome): string {
  return `${status} ${body.error ?? ''}${isRetry ? ', asked again' : ''}`;
}

import type { ClientDefinition } from '#protocol/client/client';
import type { Clock } from '#protocol/clock';
import { CALL_TOKEN_SECONDS } from './fhir-readers.js';

/** Types of resources whose tokens are kept for one module. */
const MOST_TYPES = 100;
/** Milliseconds that a token is lent: half its life, so that whoever has it can use it. */
const LENT_MILLIS = (CALL_TOKEN_SECONDS / 2) * 1_000;

interface Lent {
  readonly client: ClientDefinition;
  readonly until: number;
  readonly token: Promise<string>;
}

/** The tokens that scripts of a module read with, so that not every call of theirs costs a signature and an audit record. */
export class LentTokens {
  private readonly lent = new WeakMap<object, Map<string, Lent>>();

  constructor(private readonly clock: Clock) {}

  /**
   * The token for a type, made where there is none, or one of another client or of an earlier version of it.
   * @param owner the module as it runs: another one after a restart
   */
  async of(owner: object, type: string, client: ClientDefinition, make: () => Promise<string>): Promise<string> {
    const tokens = this.lent.get(owner) ?? new Map<string, Lent>();
    this.lent.set(owner, tokens);
    const now = this.clock.now().getTime();
    const there = tokens.get(type);
    if (there?.client === client && now < there.until) return there.token;
    const lent = { client, until: now + LENT_MILLIS, token: make() };
    tokens.delete(type);
    const [oldest] = tokens.keys();
    if (oldest !== undefined && tokens.size >= MOST_TYPES) tokens.delete(oldest);
    tokens.set(type, lent);
    lent.token.catch(() => {
      if (tokens.get(type) === lent) tokens.delete(type);
    });
    return lent.token;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, type Egress } from '#egress/egress.port';
import type { ClientDefinition } from '#protocol/client/client';
import { clientKeySource } from '#protocol/client/client-key-source';
import { CLOCK, type Clock } from '#protocol/clock';
import type { AnyJwk } from '#protocol/keys/jwk-set';
import { KeyRing } from '#protocol/keys/key-ring';
import { readKeySet, type KeyReference } from '#protocol/keys/key-set';
import { egressShare } from '../clients/egress-share.js';
import { PublishedKeySet, type FoundKey } from './published-key-set.js';

/** What the header of a JWS by a client says of its key. */
export interface ClientKeyReference extends KeyReference {
  readonly jku?: string;
}

/** Addresses of key sets remembered per process; beyond it the one that was longest not asked for makes room. */
const CAPACITY = 1_000;

/** The public keys of clients: registered with the definition, or published by the client at its registered address (STD K6, R3). */
@Injectable()
export class ClientKeys {
  /** By the definition as it is cached: a changed client is another object. */
  private readonly inline = new WeakMap<ClientDefinition, KeyRing>();
  private readonly published = new Map<string, PublishedKeySet>();

  constructor(
    @Inject(EGRESS) private readonly egress: Egress,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The one key of the client that the header names; keys that the header itself carries are never looked at (R-13, V-39).
   * @throws OAuthError temporarily_unavailable — the published ones cannot be asked for now, and that is not the client's fault
   */
  async find(client: ClientDefinition, reference: ClientKeyReference): Promise<FoundKey> {
    const source = clientKeySource(client, reference.jku);
    if (source.kind === 'none') return { problem: source.problem };
    if (source.kind === 'url') return this.publishedAt(client, source.url).find(reference);
    const verify = await this.registered(client, source.publicJwks).verifier(reference);
    return verify === undefined ? { problem: 'not exactly one fitting key among the registered ones' } : { verify };
  }

  /** Whether one of the client's keys passes the test. */
  async includes(client: ClientDefinition, test: (key: AnyJwk) => boolean): Promise<boolean> {
    const source = clientKeySource(client, undefined);
    if (source.kind === 'none') return false;
    if (source.kind === 'url') return this.publishedAt(client, source.url).includes(test);
    return this.registered(client, source.publicJwks).includes(test);
  }

  /** What is registered was checked to be a key set when it was saved. */
  private registered(client: ClientDefinition, publicJwks: string): KeyRing {
    const ring = this.inline.get(client) ?? new KeyRing(readKeySet(JSON.parse(publicJwks)));
    this.inline.set(client, ring);
    return ring;
  }

  /** Clients share a set, unless some are trusted and others are not. */
  private publishedAt(client: ClientDefinition, url: string): PublishedKeySet {
    const { share } = egressShare('client keys', client);
    const key = `${share.pool} ${url}`;
    const set = this.published.get(key) ?? new PublishedKeySet(url, { egress: this.egress, clock: this.clock, share });
    this.published.delete(key);
    if (this.published.size >= CAPACITY) this.published.delete(this.published.keys().next().value ?? key);
    this.published.set(key, set);
    return set;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, type Egress } from '#egress/egress.port';
import type { ClientDefinition } from '#protocol/client/client';
import { clientKeySource } from '#protocol/client/client-key-source';
import { CLOCK, type Clock } from '#protocol/clock';
import type { AnyJwk } from '#protocol/keys/jwk-set';
import { KeyRing } from '#protocol/keys/key-ring';
import { readKeySet, type KeyReference } from '#protocol/keys/key-set';
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

  /** The one key of the client that the header names; keys that the header itself carries are never looked at (R-13, V-39). */
  async find(client: ClientDefinition, reference: ClientKeyReference): Promise<FoundKey> {
    const source = clientKeySource(client, reference.jku);
    if (source.kind === 'none') return { problem: source.problem };
    if (source.kind === 'url') return this.publishedAt(source.url).find(reference);
    const verify = await this.registered(client, source.publicJwks).verifier(reference);
    return verify === undefined ? { problem: 'not exactly one fitting key among the registered ones' } : { verify };
  }

  /** Whether one of the client's keys passes the test. */
  async includes(client: ClientDefinition, test: (key: AnyJwk) => boolean): Promise<boolean> {
    const source = clientKeySource(client, undefined);
    if (source.kind === 'none') return false;
    if (source.kind === 'url') return this.publishedAt(source.url).includes(test);
    return this.registered(client, source.publicJwks).includes(test);
  }

  /** What is registered was checked to be a key set when it was saved. */
  private registered(client: ClientDefinition, publicJwks: string): KeyRing {
    const ring = this.inline.get(client) ?? new KeyRing(readKeySet(JSON.parse(publicJwks)));
    this.inline.set(client, ring);
    return ring;
  }

  private publishedAt(url: string): PublishedKeySet {
    const set = this.published.get(url) ?? new PublishedKeySet(url, { egress: this.egress, clock: this.clock });
    this.published.delete(url);
    if (this.published.size >= CAPACITY) this.published.delete(this.published.keys().next().value ?? url);
    this.published.set(url, set);
    return set;
  }
}

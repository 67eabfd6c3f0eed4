import type { ChangeFeed } from '#database/change-feed.port';
import { RequestQueue, type RequestQueueLimits } from '../admission/request-queue.js';

/** Values kept per process; beyond it the one that was longest not asked for makes room. */
const CAPACITY = 5_000;

interface Entry<T> {
  readonly version: string;
  readonly value: T;
}

/**
 * A bounded cache with a queue of its own for what it has to read. An entry counts only while the change feed confirms the version it was
 * read under; without confirmation every look-up reads the database (ruling 49). Only what exists is kept: names that strangers make up must
 * neither fill the memory nor push real ones out (V-88).
 */
export class VersionedCache<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly reads: RequestQueue;

  /** @param limits a crowd that asks for the same before it is cached finds it there when its turn comes */
  constructor(
    private readonly feed: ChangeFeed,
    limits: RequestQueueLimits,
  ) {
    this.reads = new RequestQueue(limits);
  }

  /**
   * What is known under the key, or what `read` finds now; undefined where there is nothing.
   * @param topic under which the change feed tells that something else is true of keys
   * @throws OAuthError temporarily_unavailable — too many wait already
   */
  async get(topic: string, key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const entry = this.current(topic, key);
    if (entry !== undefined) return entry.value;
    return this.reads.run(async () => {
      const filled = this.current(topic, key);
      if (filled !== undefined) return filled.value;
      const version = this.feed.versionOf(topic, key);
      const value = await read();
      // The version was taken before the read: a change in between leaves an entry that no longer matches.
      if (version !== undefined && value !== undefined) this.remember(placeOf(topic, key), { version, value });
      return value;
    });
  }

  /** The entry, if what it was read under still stands. */
  private current(topic: string, key: string): Entry<T> | undefined {
    const place = placeOf(topic, key);
    const entry = this.entries.get(place);
    if (entry === undefined || entry.version !== this.feed.versionOf(topic, key)) return undefined;
    this.remember(place, entry);
    return entry;
  }

  private remember(place: string, entry: Entry<T>): void {
    this.entries.delete(place);
    if (this.entries.size >= CAPACITY) this.entries.delete(this.entries.keys().next().value ?? place);
    this.entries.set(place, entry);
  }
}

/** No topic has a line break. */
function placeOf(topic: string, key: string): string {
  return `${topic}\n${key}`;
}

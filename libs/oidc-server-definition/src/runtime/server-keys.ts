import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import type { AnyJwk } from '#protocol/keys/jwk-set';
import { readKeySet } from '#protocol/keys/key-set';
import { keySetLifetime, type CachingWord } from '#protocol/keys/key-set-lifetime';
import { ServerKeySet } from '#protocol/server/server-key-set';
import type { KnownServer } from '../known-servers.port.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from '../server-surroundings.js';
import { BoundedMemory } from './bounded-memory.js';
import { DiscoveredMetadata } from './discovered-metadata.js';
import { GuardedServerCalls } from './guarded-server-calls.js';
import { KeptAnswer } from './kept-answer.js';

/** Where the keys of a server come from. */
export type ServerKeySource =
  | {
      readonly kind: 'keys';
      readonly keys: KeptAnswer<ServerKeySet>;
      /** Whether a key that is not there may have been added since. */
      readonly isPublished: boolean;
    }
  | { readonly kind: 'unavailable'; readonly problem: string };

/** Seconds until a key file is read again, so that an operator can replace it. */
const FILE_FRESH_SECONDS = 60;
/** A server that forbids to keep its keys is not asked for each token (F-20). */
const LEAST_FRESH_SECONDS = 30;

/** The keys by which tokens of other servers are verified. */
@Injectable()
export class ServerKeys {
  private readonly kept = new BoundedMemory<KeptAnswer<ServerKeySet>>();

  constructor(
    private readonly metadata: DiscoveredMetadata,
    private readonly calls: GuardedServerCalls,
    @Inject(SERVER_SURROUNDINGS) private readonly surroundings: Pick<ServerSurroundings, 'callSettings' | 'readFile'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A definition with a key of its own has no others (ruling 12). */
  async of(server: KnownServer): Promise<ServerKeySource> {
    if (server.hasValidationKey) return { kind: 'keys', keys: this.ownKeys(server), isPublished: false };
    const found = await this.metadata.of(server, ['jwks']);
    if (found.kind === 'unavailable') return found;
    const url = found.metadata.endpoints.jwks ?? '';
    return { kind: 'keys', keys: this.published(server, url), isPublished: true };
  }

  /** The file goes before the text, as with keystores (reference 13). */
  private ownKeys({ pid, settings }: KnownServer): KeptAnswer<ServerKeySet> {
    const { validationJwkFile: file = '', validationJwkText: text = '' } = settings;
    const read = async (): Promise<string> => (file === '' ? text : this.surroundings.readFile(file));
    return this.kept.get(JSON.stringify([pid, file, file === '' ? text : '']), () => {
      const ask = async () => ({
        value: new ServerKeySet(readKeySet(JSON.parse(await read()))),
        freshSeconds: FILE_FRESH_SECONDS,
      });
      return new KeptAnswer(ask, this.clock);
    });
  }

  private published(server: KnownServer, url: string): KeptAnswer<ServerKeySet> {
    return this.kept.get(JSON.stringify([server.pid, url]), () => {
      const ask = async () => {
        const { body, ...caching } = await this.calls.getJson(server, url);
        return { value: new ServerKeySet(usableKeys(body, url)), freshSeconds: this.freshSeconds(server, caching) };
      };
      return new KeptAnswer(ask, this.clock);
    });
  }

  /** As long as the module says, and no longer than the server allows. */
  private freshSeconds({ moduleId }: KnownServer, caching: CachingWord): number {
    const { keysFreshSeconds } = this.surroundings.callSettings(moduleId);
    if (caching.cacheControl === undefined) return keysFreshSeconds;
    const allowed = keySetLifetime(caching).fresh;
    return Math.max(LEAST_FRESH_SECONDS, Math.min(keysFreshSeconds, allowed));
  }
}

/** A set without a key says nothing: those of before stay (F-21). */
function usableKeys(body: unknown, url: string): readonly AnyJwk[] {
  const keys = readKeySet(body).filter(({ kty }) => typeof kty === 'string');
  if (keys.length === 0) throw new TypeError(`${url}: it has no key`);
  return keys;
}

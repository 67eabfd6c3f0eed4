import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import type { ChangeFeed } from '../../libs/database/src/change-feed.port.js';
import { FollowedClock } from '../../libs/database/src/followed-clock.js';
import { PostgresChangeFeed } from '../../libs/database/src/postgres-change-feed.js';
import { KeyEncryption } from '../../libs/keystore/src/sealing/key-encryption.js';
import {
  assembleKeystores,
  type AssembledKeystores,
  type KeystoreSurroundings,
} from '../../libs/keystore/src/keystore-assembly.js';
import type { KeystoreEvent } from '../../libs/keystore/src/administration/keystore-journal.js';
import { MemoryKeystores } from '../../libs/keystore/src/stores/memory/memory-keystores.js';
import type { KeystoreStore } from '../../libs/keystore/src/stores/keystore.store.js';
import { SqlKeystores } from '../../libs/keystore/src/stores/typeorm/sql-keystores.js';
import { createTestDatabase, moveDatabaseClock, openSql } from './postgres.js';
import { TEST_ENCRYPTION_KEY } from './test-encryption-key.js';

/** Keystores of one process, and the world around them as a test decides it. */
export interface KeystoreBench extends AssembledKeystores {
  readonly store: KeystoreStore;
  readonly events: KeystoreEvent[];
  /** Files by location. */
  readonly files: Map<string, string>;
  /** Keystores that modules sign with. */
  readonly used: Set<string>;
  /** The database's time. */
  now(): Date;
  advance(seconds: number): Promise<void>;
  /** Another process over the same rows, with files of its own. */
  another(mode?: 'evaluation' | 'production'): Promise<KeystoreBench>;
  close(): Promise<void>;
}

/** What a bench stands on. */
interface Ground {
  readonly surroundings: Pick<KeystoreSurroundings, 'store' | 'changes' | 'keyClock' | 'encryption'>;
  readonly advance: (seconds: number) => Promise<void>;
  readonly again: () => Promise<Ground>;
  readonly close: () => Promise<void>;
}

/** Keystores in memory. */
export function memoryKeystores(): Promise<KeystoreBench> {
  let millis = 1_800_000_000_000;
  let version = 0;
  const keyClock = { now: () => new Date(millis) };
  const changes: ChangeFeed = {
    versionOf: () => String((version += 1)),
    announce: () => Promise.resolve(),
    caughtUp: () => Promise.resolve(),
    onChange: () => undefined,
  };
  const ground: Ground = {
    surroundings: {
      store: new MemoryKeystores(keyClock),
      changes,
      keyClock,
      encryption: new KeyEncryption(Buffer.alloc(32, 7)),
    },
    advance: async (seconds) => {
      millis += seconds * 1000;
      await Promise.resolve();
    },
    again: () => Promise.resolve(ground),
    close: () => Promise.resolve(),
  };
  return Promise.resolve(benchOn(ground));
}

/** Keystores in a database of their own. */
export async function storedKeystores(): Promise<KeystoreBench> {
  const database = await createTestDatabase();
  const bench = await keystoresOver(database.url, Buffer.alloc(32, 7));
  return {
    ...bench,
    close: async () => {
      await bench.close();
      await database.drop();
    },
  };
}

/** The keystores in the database of a server, as another process sees them. */
export async function keystoresOver(
  databaseUrl: string,
  encryptionKey = Buffer.from(TEST_ENCRYPTION_KEY, 'base64'),
): Promise<KeystoreBench> {
  const closings: (() => Promise<void>)[] = [];
  const ground = async (): Promise<Ground> => {
    const { sql, close } = openSql(databaseUrl);
    const keyClock = new FollowedClock();
    const changes = new PostgresChangeFeed(databaseUrl, keyClock);
    changes.onModuleInit();
    await changes.caughtUp();
    closings.push(close, () => changes.onApplicationShutdown());
    let ahead = 0;
    return {
      surroundings: {
        store: new SqlKeystores(sql, changes),
        changes,
        keyClock,
        encryption: new KeyEncryption(encryptionKey),
      },
      advance: async (seconds) => {
        await moveDatabaseClock(databaseUrl, (ahead += seconds));
        await changes.caughtUp();
      },
      again: ground,
      close: async () => {
        await Promise.all(closings.map((closing) => closing()));
      },
    };
  };
  return benchOn(await ground());
}

function benchOn(ground: Ground, mode: 'evaluation' | 'production' = 'evaluation'): KeystoreBench {
  const { surroundings } = ground;
  const events: KeystoreEvent[] = [];
  const files = new Map<string, string>();
  const used = new Set<string>();
  const assembled = assembleKeystores({
    ...surroundings,
    ...{ clock: surroundings.keyClock, mode, background: { isDoneHere: true } },
    journal: {
      record: (event) => {
        events.push(event);
        return Promise.resolve();
      },
    },
    readLocation: async (location) => {
      const text = files.get(location);
      if (text === undefined) throw new Error(`there is no ${location}`);
      return Promise.resolve(text);
    },
    usersOf: (keystoreId) => Promise.resolve(used.has(keystoreId) ? ['smart_auth'] : []),
  });
  return {
    ...assembled,
    ...{ store: surroundings.store, events, files, used },
    now: () => surroundings.keyClock.now(),
    advance: ground.advance,
    another: async (otherMode) => benchOn(await ground.again(), otherMode),
    close: ground.close,
  };
}

/** A private key as an operator has it; elliptic curves are quick to make. */
export function operatorKey(kid: string): JsonWebKey {
  return { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), kid };
}

/** A private RSA key as an operator has it. */
export function operatorRsaKey(kid: string): JsonWebKey {
  return { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid };
}

/** The text of a set. */
export function setOf(...keys: readonly JsonWebKey[]): string {
  return JSON.stringify({ keys });
}

/** The same key without its private part. */
export function publicPart({ kty, crv, x, y, n, e, kid }: JsonWebKey & { readonly kid?: string }): JsonWebKey {
  const all = { kty, crv, x, y, n, e, kid };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

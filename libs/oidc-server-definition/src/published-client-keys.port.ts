import type { PublicJwkSet } from '#protocol/keys/jwk-set';

/** The public keys by which other servers verify our client assertions (PRIVATE_KEY_JWT). */
export interface PublishedClientKeys {
  /** Of a module's keystore for this purpose; an empty set while no definition needs one. */
  publicJwks(moduleId: string): Promise<PublicJwkSet>;
}

/** DI token of {@link PublishedClientKeys}. */
export const PUBLISHED_CLIENT_KEYS = Symbol('PublishedClientKeys');

import type { KnownServer } from './known-servers.port.js';

/** Which key the `kid` of a server stood for first (property `key_validation.prevent_token_key_reuse`). */
export interface KeyNames {
  /** Whether the key is the first that ever had its name at this server, in any process; false for one without a name. */
  isFirst(server: KnownServer, key: { readonly kid?: string; readonly thumbprint: string }): Promise<boolean>;
}

/** DI token of {@link KeyNames}. */
export const KEY_NAMES = Symbol('KeyNames');

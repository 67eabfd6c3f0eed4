import type { JsonObject } from '../json/json-object.js';
import { metadataError } from './client-registration-error.js';

/** Most entries of a list, and the longest entry, that a member of ours needs. */
const MOST = { entries: 50, characters: 200 };

/** The members of registration metadata, each of the type it must have. A member that is null counts as absent (RFC 7592 §2.2). */
export class MetadataValues {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(metadata: JsonObject) {
    this.#values = new Map(Object.entries(metadata).filter(([, value]) => value !== null));
  }

  has(member: string): boolean {
    return this.#values.has(member);
  }

  /** As it came, for whoever checks it. */
  value(member: string): unknown {
    return this.#values.get(member);
  }

  /** @throws OAuthError invalid_client_metadata — something else than a text */
  text(member: string): string | undefined {
    const value = this.#values.get(member);
    if (value === undefined || typeof value === 'string') return value;
    throw metadataError(member, 'is not a text');
  }

  /** @throws OAuthError invalid_client_metadata — something else than a list of few short texts */
  texts(member: string): readonly string[] | undefined {
    const value = this.#values.get(member);
    if (value === undefined) return undefined;
    const isText = (item: unknown): boolean => typeof item === 'string' && item.length <= MOST.characters;
    if (Array.isArray(value) && value.length <= MOST.entries && value.every(isText)) return value as string[];
    throw metadataError(member, 'is not a list of texts');
  }
}

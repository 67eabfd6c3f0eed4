import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { randomNonce } from '#protocol/random';
import type { SearchTerms } from './context-source.port.js';

/** What a person searches for, and which page of what was found. */
export interface ContextSearch {
  readonly terms: SearchTerms;
  /** `next` of an earlier page; absent = the first. */
  readonly page?: string;
}

/** Whose search it is, and for what. */
export interface SearchOwner {
  /** Hash of the waiting request's handle. */
  readonly handleHash: string;
  /** Key of the need. */
  readonly need: string;
  readonly userPid: number;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a search, so that it can stand in an address: nobody reads there whom a person looked for, and nothing comes back that a source did not
 * say for this very request and person (V-85). Nothing of a search is stored.
 */
@Injectable()
export class SearchSeals {
  private readonly key: KeyObject;

  constructor(@Inject(SERVER_SECRETS) secrets: ServerSecrets) {
    this.key = secrets.derive('context-searches');
  }

  seal(owner: SearchOwner, search: ContextSearch): string {
    const iv = randomNonce(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, iv).setAAD(boundTo(owner));
    const text = cipher.update(JSON.stringify(search));
    return Buffer.concat([iv, text, cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** The search that was sealed; undefined for anything else. */
  open(owner: SearchOwner, sealed: string): ContextSearch | undefined {
    if (!/^[\w-]{40,8192}$/.test(sealed)) return undefined;
    const bytes = Buffer.from(sealed, 'base64url');
    try {
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv(ALGORITHM, this.key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      return JSON.parse(text.toString()) as ContextSearch;
    } catch {
      return undefined;
    }
  }
}

function boundTo({ handleHash, need, userPid }: SearchOwner): Buffer {
  return Buffer.from(JSON.stringify([handleHash, need, userPid]));
}

import { createHmac, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { equalInConstantTime } from '#protocol/constant-time';
import type { SearchTerms } from './context-source.port.js';

/** What a page of a search belongs to. */
export interface SealedSearch {
  /** Hash of the waiting request's handle. */
  readonly handleHash: string;
  /** Key of the need. */
  readonly need: string;
  readonly terms: SearchTerms;
}

/**
 * Seals the place of the next page of a search, so that it can travel through a form: only what a source said for this very search and request
 * comes back (V-85). Nothing of a search is stored.
 */
@Injectable()
export class PageSeals {
  private readonly key: KeyObject;

  constructor(@Inject(SERVER_SECRETS) secrets: ServerSecrets) {
    this.key = secrets.derive('context-selection-pages');
  }

  seal(search: SealedSearch, next: string): string {
    return `${Buffer.from(next).toString('base64url')}.${this.mac(search, next)}`;
  }

  /** The place that was sealed; undefined for anything else. */
  open(search: SealedSearch, sealed: string): string | undefined {
    const [, encoded = '', mac = ''] = /^([\w-]{1,8192})\.([\w-]{43})$/.exec(sealed) ?? [];
    const next = Buffer.from(encoded, 'base64url').toString();
    return equalInConstantTime(mac, this.mac(search, next)) ? next : undefined;
  }

  private mac({ handleHash, need, terms: { name, birthDate, identifier } }: SealedSearch, next: string): string {
    const text = JSON.stringify([handleHash, need, name, birthDate, identifier, next]);
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}

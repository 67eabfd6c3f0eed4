import { Inject, Injectable } from '@nestjs/common';
import { EgressError } from '#egress/egress.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { documentAddresses, readServerDocument, type ServerDocument } from '#protocol/server/server-document';
import type { KnownServer } from '../known-servers.port.js';
import { BoundedMemory } from './bounded-memory.js';
import { GuardedServerCalls, type CalledServer } from './guarded-server-calls.js';
import { KeptAnswer } from './kept-answer.js';

/** A document that was had and is of no use. */
export class DocumentRefusedError extends Error {
  override readonly name = 'DocumentRefusedError';

  constructor(
    readonly reason: 'unusable' | 'wrong-issuer',
    message: string,
  ) {
    super(message);
  }
}

/** Seconds until a document is asked for again; endpoints hardly ever move. */
const FRESH_SECONDS = 3_600;

/** What servers say of themselves. */
@Injectable()
export class ServerDocuments {
  private readonly kept = new BoundedMemory<KeptAnswer<ServerDocument>>();

  constructor(
    private readonly calls: GuardedServerCalls,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** By what decides it: a definition that is changed otherwise keeps its document. */
  of(server: KnownServer): KeptAnswer<ServerDocument> {
    const { pid, issuer, acceptedIssuers } = server;
    return this.kept.get(
      JSON.stringify([pid, acceptedIssuers]),
      () =>
        new KeptAnswer(async () => {
          const value = await this.fetch(server, issuer, acceptedIssuers);
          return { value, freshSeconds: FRESH_SECONDS };
        }, this.clock),
    );
  }

  /**
   * One look, which nobody remembers.
   * @throws EgressError or DocumentRefusedError
   */
  async fetch(server: CalledServer, issuer: string, accepted: readonly string[]): Promise<ServerDocument> {
    const [first = '', second = ''] = documentAddresses(issuer);
    try {
      return await this.fetchFrom(server, first, accepted);
    } catch (error) {
      if (!isNoDocument(error)) throw error;
      // Many servers describe themselves at one of the two addresses alone. What is wrong with the first is of more use than that there is no second.
      return this.fetchFrom(server, second, accepted).catch((other: unknown) => {
        throw other instanceof DocumentRefusedError ? other : error;
      });
    }
  }

  private async fetchFrom(server: CalledServer, url: string, accepted: readonly string[]): Promise<ServerDocument> {
    const { body } = await this.calls.getJson(server, url);
    const read = readServerDocument(body, accepted);
    if (read.kind === 'document') return read.document;
    throw new DocumentRefusedError(read.kind, `${url}: ${read.problem}`);
  }
}

function isNoDocument(error: unknown): boolean {
  return error instanceof EgressError && (error.reason === 'status' || error.reason === 'unusable-body');
}

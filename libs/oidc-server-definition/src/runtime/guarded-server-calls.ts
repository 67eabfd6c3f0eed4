import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, type Egress, type EgressAnswer, type EgressDocument, type EgressOptions } from '#egress/egress.port';
import type { KnownServer } from '../known-servers.port.js';
import type { ServerCallOptions, ServerCalls } from '../server-calls.port.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from '../server-surroundings.js';

/** Bytes that are of use in any answer of a server: more is no document of this kind (V-74). */
const MOST_BYTES = 262_144;

/** Of a server that calls go to. */
export type CalledServer = Pick<KnownServer, 'pid' | 'moduleId'>;

/** {@link ServerCalls}: a pool for each definition, of which administrators make few. */
@Injectable()
export class GuardedServerCalls implements ServerCalls {
  constructor(
    @Inject(EGRESS) private readonly egress: Egress,
    @Inject(SERVER_SURROUNDINGS) private readonly surroundings: Pick<ServerSurroundings, 'callSettings'>,
  ) {}

  async getJson(server: CalledServer, url: string, options: ServerCallOptions = {}): Promise<EgressDocument<unknown>> {
    return this.egress.getJson(url, this.optionsFor(server, options));
  }

  async postForm(
    server: CalledServer,
    url: string,
    form: URLSearchParams,
    options: ServerCallOptions = {},
  ): Promise<EgressAnswer> {
    return this.egress.postForm(url, form, this.optionsFor(server, options));
  }

  private optionsFor({ pid, moduleId }: CalledServer, { authorization }: ServerCallOptions): EgressOptions {
    const { authorities } = this.surroundings.callSettings(moduleId);
    return {
      mostBytes: MOST_BYTES,
      share: { pool: `server ${String(pid)}` },
      ...(authorization !== undefined && { authorization }),
      ...(authorities !== undefined && { authorities }),
    };
  }
}

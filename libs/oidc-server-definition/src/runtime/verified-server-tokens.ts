import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import type { ServerKey, ServerKeySet } from '#protocol/server/server-key-set';
import { readServerJwt, type ServerJwt } from '#protocol/server/server-jwt';
import { claimsProblem } from '#protocol/server/server-token-claims';
import type { KnownServer } from '../known-servers.port.js';
import type { ExpectedServerToken, ServerTokenOutcome, ServerTokenVerifier } from '../token-verifier.port.js';
import { inTime } from '#egress/in-time.port';
import { ServerKeys, type ServerKeySource } from './server-keys.js';

const LATE: ServerTokenOutcome = { kind: 'unavailable', problem: 'its keys did not come in time' };

/** {@link ServerTokenVerifier}: what costs nothing is looked at before keys are. */
@Injectable()
export class VerifiedServerTokens implements ServerTokenVerifier {
  constructor(
    private readonly keys: ServerKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async verify(server: KnownServer, jwt: string, expected: ExpectedServerToken): Promise<ServerTokenOutcome> {
    const token = readServerJwt(jwt, expected.types);
    if ('problem' in token) return { kind: 'refused', problem: token.problem };
    const { audiences, mayLackExpiry } = expected;
    const problem = claimsProblem(token.claims, {
      issuers: server.acceptedIssuers,
      now: epochSeconds(this.clock.now()),
      ...(audiences && { audiences }),
      ...(mayLackExpiry !== undefined && { mayLackExpiry }),
    });
    if (problem !== undefined) return { kind: 'refused', problem };
    return inTime(this.judge(server, token), LATE);
  }

  private async judge(server: KnownServer, token: ServerJwt): Promise<ServerTokenOutcome> {
    const source = await this.keys.of(server);
    if (source.kind === 'unavailable') return source;
    const known = await source.keys.current();
    if (known === undefined)
      return { kind: 'unavailable', problem: `its keys: ${source.keys.problem?.message ?? 'no answer'}` };
    const key = (await provingKey(known, token)) ?? (await this.newerKey(source, token));
    if (key === undefined) return { kind: 'refused', problem: 'none of the keys proves its signature' };
    const { kid, claims, jws } = token;
    const shown = { thumbprint: key.thumbprint, ...(kid !== undefined && { kid }) };
    return { kind: 'verified', claims, header: jws.header, key: shown };
  }

  /** A new key may have come, under a new name or under the old one. */
  private async newerKey(
    { keys, isPublished }: Extract<ServerKeySource, { kind: 'keys' }>,
    token: ServerJwt,
  ): Promise<ServerKey | undefined> {
    const newer = isPublished ? await keys.newer() : undefined;
    return newer && provingKey(newer, token);
  }
}

async function provingKey(keys: ServerKeySet, { jws, ...reference }: ServerJwt): Promise<ServerKey | undefined> {
  const key = await keys.find(reference);
  const isProved = key !== undefined && (await key.verify(jws.signingInput, jws.signature));
  return isProved ? key : undefined;
}

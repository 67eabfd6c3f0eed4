import { Injectable } from '@nestjs/common';
import { audienceProblem } from '../instances/protected-resources.js';
import { noted } from '../refusals/refusal-notes.js';
import { LivePermissions } from './live-permissions.js';
import { TokenGate, type ResourceCall } from './token-gate.js';
import type { LiveAccessToken } from './token-lookup.js';

/** Lets in who presents an access token that gives a permission about this server itself. */
@Injectable()
export class PermissionGate {
  constructor(
    private readonly gate: TokenGate,
    private readonly permissions: LivePermissions,
  ) {}

  /**
   * @param who whom the refusal speaks of, as in `Whoever registers apps`
   * @throws OAuthError invalid_token and its like, also for a token that is for other resource servers; insufficient_scope without the
   * permission
   */
  async admit(call: ResourceCall, permission: string, who: string): Promise<LiveAccessToken> {
    const { instance } = call;
    const caller = await this.gate.admit(call);
    const problem = audienceProblem(instance, caller.claims.audience);
    if (problem !== undefined)
      throw noted(await this.gate.refusal(call, 'invalid_token', problem), callerNotes(caller));
    if (this.permissions.of(instance, caller).permissions.some((held) => held.permission === permission)) return caller;
    const error = await this.gate.refusal(call, 'insufficient_scope', `${who} needs the permission ${permission}.`);
    throw noted(error, callerNotes(caller));
  }
}

/** Whose token it is, for the audit record. */
export function callerNotes({ claims, client, user }: LiveAccessToken) {
  const person = user && { userPid: user.pid, username: user.username };
  return { clientId: client.clientId, jti: claims.jti, ...person };
}

import { Inject, Injectable } from '@nestjs/common';
import { BASIC_CREDENTIALS, type BasicCredentialsCheck } from '#inbound-security/basic-credentials.port';
import {
  EXTERNAL_TOKENS,
  type ExternalTokenAuthentication,
  type ExternalTokenCaller,
  type PresentedToken,
} from '#inbound-security/external-token.port';
import {
  BEARER_AUTHENTICATION,
  type BearerAuthentication,
  type TokenCaller,
} from '#outbound-smart/tokens/bearer-authentication.port';
import { attemptedName } from '#protocol/user/authentication-outcome';
import { tokenAuthor } from '#protocol/administration/token-author';
import { ScriptFailure, waitOf } from '#scripts/script-failure.port';
import { ApiError, type RefusedCaller } from '../http/api-error.js';
import type { AdminJsonInstance } from '../instances/admin-json-instance.js';
import type { AdminCaller } from './admin-caller.js';
import type { PresentedCredentials } from './presented-credentials.js';

const BY_SCRIPT =
  'The script that is asked about sign-ins failed or is left alone, so that nobody is let in; the log and the audit records of kind SCRIPT tell which and why. ' +
  'The operator mends its file, or has an earlier version run: gatehouse script rollback <id> <version>.';

/** A call whose sender is to be found out. */
export interface UnprovenCall {
  readonly instance: AdminJsonInstance;
  readonly credentials: PresentedCredentials;
  readonly remoteAddress: string;
}

/** The protection space named in challenges (RFC 7235 §2.2). */
const REALM = 'gatehouse';
/** One text for a wrong name, a wrong password and a lock: nobody learns which (V-55, V-56). */
const REFUSED = 'The user name or the password is wrong, or the account cannot be used now.';
/** Only those learn it who know the password. */
const SECOND_FACTOR_DUE =
  'The account has, or needs, a second factor: its password alone does not get in here. Send an access token, or use a service account.';
const NO_PASSWORDS = 'Names and passwords are not taken here: send an access token.';
const TOO_MANY_TOKENS = 'Too many unknown access tokens came from your network; try again later.';
const NO_TOKENS = 'Access tokens are not taken here: send a name and a password.';

/** Finds out who calls: a person or a program by name and password, or the holder of an access token (reference 12). */
@Injectable()
export class CallerAuthentication {
  constructor(
    @Inject(BASIC_CREDENTIALS) private readonly passwords: BasicCredentialsCheck,
    @Inject(BEARER_AUTHENTICATION) private readonly tokens: BearerAuthentication,
    @Inject(EXTERNAL_TOKENS) private readonly external: ExternalTokenAuthentication,
  ) {}

  /** @throws ApiError 401; 429 where too many sign in at once, or too many tokens of the network were none; 503 where nobody can be asked */
  async authenticate(call: UnprovenCall): Promise<AdminCaller> {
    const { credentials } = call;
    if (credentials.scheme === 'Basic') return this.byPassword(call, credentials);
    if (credentials.scheme === 'Bearer') return this.byToken(call, credentials.token);
    const problem =
      credentials.scheme === 'none' ? 'Say who you are: the call has no credentials.' : credentials.problem;
    throw unauthorized(call.instance, problem, { isRecorded: credentials.scheme === 'unreadable' });
  }

  private async byPassword(
    { instance, remoteAddress }: UnprovenCall,
    { username, password }: { username: string; password: string },
  ): Promise<AdminCaller> {
    // Not even tried: nobody learns or loses anything by guessing here.
    if (!instance.options.takesPasswords) throw unauthorized(instance, NO_PASSWORDS, { isRecorded: true });
    const outcome = await this.passwords.check(instance.inboundModuleId, { username, password, remoteAddress });
    if (outcome.kind === 'authenticated') {
      const { pid: userPid, moduleId: userModuleId, username: actor, authorities } = outcome.user;
      const author = { kind: 'user', actor, userPid, userModuleId, remoteAddress, authorities } as const;
      return { author, identity: { userPid, username: actor } };
    }
    if (outcome.kind === 'busy') {
      const { retryAfterSeconds } = outcome;
      throw new ApiError(429, 'Too many sign-ins are being checked; try again later.', { retryAfterSeconds });
    }
    if (outcome.kind === 'unavailable') throw unavailable(outcome.cause);
    const cause = outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    const problem = cause === 'second-factor' ? SECOND_FACTOR_DUE : REFUSED;
    throw unauthorized(instance, problem, { isRecorded: true, cause, caller: attemptedName(username, outcome) });
  }

  private async byToken({ instance, remoteAddress }: UnprovenCall, token: string): Promise<AdminCaller> {
    if (!takesTokens(instance)) throw unauthorized(instance, NO_TOKENS, { isRecorded: true });
    const caller = await this.tokenCaller(instance, { token, remoteAddress });
    const author = { ...tokenAuthor(caller), remoteAddress, authorities: caller.authorities };
    return { author, identity: identityOf(caller) };
  }

  /** By the SMART inbound module that says whose tokens count, or by the one outbound module. */
  private async tokenCaller(
    instance: AdminJsonInstance,
    presented: PresentedToken,
  ): Promise<TokenCaller | ExternalTokenCaller> {
    const { smartInboundModuleId: moduleId, bearerModuleIds } = instance;
    const outcome = moduleId
      ? await this.external.authenticate(moduleId, presented)
      : await this.tokens.authenticate(bearerModuleIds, presented.token);
    if (outcome.kind === 'admitted') return outcome.caller;
    if (outcome.kind === 'unavailable') {
      const { cause } = outcome;
      throw new ApiError(503, 'Tokens of the other server cannot be checked now; try again later.', { cause });
    }
    if (outcome.kind === 'busy') {
      const { cause, retryAfterSeconds } = outcome;
      throw new ApiError(429, TOO_MANY_TOKENS, { cause, retryAfterSeconds });
    }
    const holder = 'holder' in outcome ? outcome.holder : 'token' in outcome ? outcome.token : undefined;
    throw unauthorized(instance, outcome.description, {
      ...{ isRecorded: true, error: 'invalid_token' },
      ...('cause' in outcome && { cause: outcome.cause }),
      ...(holder && { caller: identityOf(holder) }),
    });
  }
}

function takesTokens({ bearerModuleIds, smartInboundModuleId }: AdminJsonInstance): boolean {
  return bearerModuleIds.length > 0 || smartInboundModuleId !== undefined;
}

function identityOf(token: {
  readonly clientId: string;
  readonly jti: string;
  readonly grantId?: string;
  readonly user?: { readonly pid: number; readonly username: string };
}): RefusedCaller {
  const { clientId, jti, grantId, user } = token;
  const person = user && { userPid: user.pid, username: user.username };
  return { clientId, jti, ...(grantId !== undefined && { grantId }), ...person };
}

interface Refusal {
  readonly isRecorded: boolean;
  readonly cause?: string;
  readonly caller?: RefusedCaller;
  /** Error code of RFC 6750 §3.1. */
  readonly error?: 'invalid_token';
}

/** Every scheme that is taken stands in the answer (RFC 7617 §2, RFC 6750 §3). */
function unauthorized(instance: AdminJsonInstance, message: string, { error, ...more }: Refusal): ApiError {
  const bearer = `Bearer realm="${REALM}"${error === undefined ? '' : `, error="${error}"`}`;
  const challenges = [
    ...(instance.options.takesPasswords ? [`Basic realm="${REALM}", charset="UTF-8"`] : []),
    ...(takesTokens(instance) ? [bearer] : []),
  ];
  return new ApiError(401, message, { ...more, challenges });
}

/** What a script said is for the log alone (S-09); that there is one which lets nobody in must be known to whoever is to mend it. */
function unavailable(cause: unknown): ApiError {
  if (cause instanceof ScriptFailure) return new ApiError(503, BY_SCRIPT, { cause, ...waitOf(cause) });
  return new ApiError(503, 'Users cannot be looked up now; try again later.', { cause });
}

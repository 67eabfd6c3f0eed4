import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { SIGN_IN_COMPLETION, type SignInCompletion } from '#inbound-security/sign-in-completion.port';
import {
  USER_AUTHENTICATOR,
  type SignInOutcome,
  type UserAuthenticator,
} from '#inbound-security/user-authenticator.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { PasswordRequest } from '#protocol/oauth2/token-request';
import { attemptedName, isToldAsRefusal, type AuthenticationOutcome } from '#protocol/user/authentication-outcome';
import { ScriptFailure, wasNotBegun } from '#scripts/script-failure.port';
import { runDetail } from '../authorization-flow/sign-in/sign-in-fault.js';
import { noted } from '../refusals/refusal-notes.js';
import { usablePerson } from '../tokens/usable-person.js';
import type { GrantRequest } from './grant.port.js';

/** Checks the password an app presents for a person, behind the same lock, queue and audit record as the sign-in page (V-54, A-19). */
@Injectable()
export class PasswordCheck {
  constructor(
    @Inject(USER_AUTHENTICATOR) private readonly authenticator: UserAuthenticator,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    @Inject(SIGN_IN_COMPLETION) private readonly completion: SignInCompletion,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  /**
   * The person whose password it is.
   * @throws OAuthError invalid_grant — one text for an unknown name, a wrong password and a lock (V-55, V-56), another for a right password that is
   *   not enough; temporarily_unavailable
   * @throws ScriptFailure — the callback script was not begun: 503 with when it is tried again
   */
  async person(request: GrantRequest, asked: PasswordRequest, flowId: string): Promise<DirectoryUser> {
    const { instance, remoteAddress, request: facts } = request;
    const { username, password } = asked;
    const flow = { flowId, clientId: request.client.clientId };
    const attempt = { username, password, remoteAddress, fromProgram: true, flow, ...(facts && { request: facts }) };
    const outcome = await this.authenticator.authenticate(instance.inboundModuleId, attempt);
    if (outcome.kind !== 'authenticated') throw await this.refusal(request, username, outcome, flowId);
    const { pid, username: name } = outcome.user;
    if (request.client.secondFactorRequired === true || !this.factors.isPasswordEnough(outcome.user)) {
      await this.record(request, {
        outcome: 'failure',
        userPid: pid,
        username: name,
        errorCode: 'second-factor',
        flowId,
      });
      throw noted(secondFactorDue(), { username: name, flowId });
    }
    await this.completion.complete(outcome.user, outcome.said);
    await this.record(request, { outcome: 'success', userPid: pid, username: name, flowId }, outcome.runId);
    const user = await usablePerson(this.users, instance, pid);
    if (user === undefined) throw wrongPassword('the account was locked or disabled meanwhile');
    return user;
  }

  private async refusal(
    request: GrantRequest,
    typed: string,
    outcome: Exclude<SignInOutcome, { kind: 'authenticated' }>,
    flowId: string,
  ): Promise<Error> {
    const reason = outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    const name = attemptedName(typed, outcome);
    const { runId = outcome.runId } = runDetail(outcome.kind === 'unavailable' ? outcome.cause : undefined);
    await this.record(request, { outcome: 'failure', ...name, errorCode: reason, flowId }, runId);
    return noted(errorOf(outcome, reason), { ...name, flowId });
  }

  private async record(
    { instance, client, remoteAddress }: GrantRequest,
    what: Pick<AuditEvent, 'outcome' | 'userPid' | 'username' | 'typedName' | 'errorCode' | 'flowId'>,
    runId?: string,
  ): Promise<void> {
    const { moduleId } = instance;
    const detail = { grantType: 'password', ...(runId !== undefined && { runId }) };
    await this.audit.record({ moduleId, kind: 'SIGN_IN', clientId: client.clientId, remoteAddress, detail, ...what });
  }
}

/** A script that was not begun is told as everywhere, with when to come again. */
function errorOf(outcome: Exclude<AuthenticationOutcome, { kind: 'authenticated' }>, reason: string): Error {
  if (isToldAsRefusal(outcome)) return wrongPassword(reason);
  const cause = outcome.kind === 'unavailable' ? outcome.cause : 'the hash queue is full';
  if (cause instanceof ScriptFailure && wasNotBegun(cause)) return cause;
  return new OAuthError(
    'temporarily_unavailable',
    'Nobody can be signed in right now, which says nothing about the password; try again in a few seconds.',
    { cause },
  );
}

/** Only those learn it who know the password. */
function secondFactorDue(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'The account has, or needs, a second factor, which nobody can be asked for here. Send the person to the authorization endpoint.',
    { cause: 'second-factor' },
  );
}

function wrongPassword(cause: string): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'The user name or the password is not correct, or the account cannot sign in right now.',
    { cause },
  );
}

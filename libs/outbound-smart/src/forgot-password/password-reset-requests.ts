import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import {
  PASSWORD_RESETS,
  type OwnerBeside,
  type PasswordResets,
  type ResettableAccount,
  type ResettableLookup,
} from '#inbound-security/password-reset.port';
import { MAILER, type Mail, type Mailer } from '#mail/mailer.port';
import { sha256Base64Url } from '#protocol/hash';
import { mailCodeHash, newMailCode } from '#protocol/mail-code';
import { networkOf } from '#protocol/network-of';
import { randomToken } from '#protocol/random';
import type { SignInPurpose } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { addressIsNameMail, resetCodeMail, severalAccountsMail } from '../mail/mail-texts.js';
import { PASSWORD_RESET_STORE, type PasswordResetStore, type ResetOwner } from '../stores/password-reset.store.js';
import { QUOTA_STORE, type QuotaStore } from '../stores/quota.store.js';
import { ResetQuotas } from './reset-quotas.js';

/** Seconds that a code counts. */
const CODE_SECONDS = 600;

/** Somebody asks for a new password. */
export interface ResetRequest {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
  /** User name or mail address. */
  readonly typed: string;
}

/** What came of it. `asked` says nothing about whether there is an account. */
export type AskedReset =
  | { readonly kind: 'asked'; readonly handle: string }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number };

/**
 * Sends codes for new passwords. Whoever is asked for, the same statements are made: there is always a reset and a mail that waits, if need be to nobody,
 * and which it was shows neither in the answer nor in its time (V-56, A-20).
 */
@Injectable()
export class PasswordResetRequests {
  constructor(
    @Inject(PASSWORD_RESETS) private readonly resets: PasswordResets,
    @Inject(PASSWORD_RESET_STORE) private readonly store: PasswordResetStore,
    @Inject(QUOTA_STORE) private readonly quotas: QuotaStore,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly codes: ResetQuotas,
  ) {}

  async ask(request: ResetRequest): Promise<AskedReset> {
    const { instance, visit, typed } = request;
    const { moduleId, inboundModuleId, options } = instance;
    const { mostPerHourAndNetwork: most } = options.forgotPassword;
    const { remoteAddress } = visit;
    const subject = `forgot-password network ${networkOf(remoteAddress)}`;
    const wait = await this.quotas.take({ moduleId, subject, most });
    if (wait !== undefined) return { kind: 'too-many', retryAfterSeconds: wait };
    const found = await this.resets.find(inboundModuleId, typed, visit.deviceCookie);
    const isFree = await this.codes.take({ moduleId, typed, remoteAddress, found });
    const account = found.kind === 'found' && isFree ? found.account : undefined;
    const [handle, code] = [randomToken('ghp_'), newMailCode()];
    await this.keep(request, handle, code, account);
    await this.mailer.send(moduleId, mailFor(request, isFree ? found : undefined, code));
    if (isFree && found.kind === 'found' && found.beside !== undefined)
      await this.mailer.send(moduleId, mailBeside(request, found.beside));
    await this.record(request, found, isFree);
    return { kind: 'asked', handle };
  }

  private async keep(
    { instance: { moduleId }, visit }: ResetRequest,
    handle: string,
    code: string,
    account: ResettableAccount | undefined,
  ): Promise<void> {
    await this.store.add({
      ...{ moduleId, handleHash: sha256Base64Url(handle), browserHash: visit.browser.cookieHash },
      ...{ codeHash: mailCodeHash(handle, code), lifetimeSeconds: CODE_SECONDS },
      ...(account && { owner: ownerOf(account) }),
    });
  }

  private async record(
    { instance: { moduleId }, visit: { remoteAddress }, purpose, typed }: ResetRequest,
    found: ResettableLookup,
    isFree: boolean,
  ): Promise<void> {
    const reason = found.kind === 'none' ? found.reason : found.kind === 'ambiguous' ? 'several-accounts' : undefined;
    const errorCode = reason ?? (isFree ? undefined : 'too-many-codes');
    await this.audit.record({
      ...{
        moduleId,
        kind: 'PASSWORD_RESET',
        remoteAddress,
        ...whose(typed, found),
        ...purpose.ids,
        detail: { step: 'request' },
      },
      ...(errorCode === undefined ? { outcome: 'success' } : { outcome: 'failure', errorCode }),
    });
  }
}

/** Whom the record is about; what means nobody may be a password in the wrong field. */
function whose(typed: string, found: ResettableLookup): Pick<AuditEvent, 'userPid' | 'username' | 'typedName'> {
  if (found.kind === 'found') return { userPid: found.account.pid, username: found.account.username };
  const name = typed.slice(0, 200);
  return found.kind === 'none' && found.reason === 'unknown-user' ? { typedName: name } : { username: name };
}

/** Whose password it is, and where the code goes. */
function ownerOf({ pid: userPid, securityVersion, email }: ResettableAccount): ResetOwner {
  return { userPid, securityVersion, emailHash: sha256Base64Url(email) };
}

/** The mail that goes out: a code, a word to an owner of several accounts, or one of the same size to nobody. */
function mailFor({ instance }: ResetRequest, found: ResettableLookup | undefined, code: string): Mail {
  const usefulSeconds = CODE_SECONDS;
  if (found?.kind === 'ambiguous') return { to: found.email, usefulSeconds, ...severalAccountsMail(instance) };
  if (found?.kind !== 'found') return { to: undefined, usefulSeconds, ...resetCodeMail(instance, '', code) };
  const { email: to, username } = found.account;
  return { to, usefulSeconds, ...resetCodeMail(instance, username, code) };
}

function mailBeside({ instance }: ResetRequest, { email: to, username }: OwnerBeside): Mail {
  return { to, usefulSeconds: CODE_SECONDS, ...addressIsNameMail(instance, username) };
}

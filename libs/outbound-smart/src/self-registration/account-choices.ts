import type { Wording } from '#protocol/phrase';
import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import { OWN_PASSWORDS, type OwnPasswords } from '#inbound-security/own-password.port';
import { USER_REGISTRATIONS, type UserRegistrations } from '#inbound-security/user-registration.port';
import { sha256Base64Url } from '#protocol/hash';
import { mailCodeHash, readMailCode } from '#protocol/mail-code';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { newPasswordProblem } from '../texts/password-texts.js';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { PendingRequests } from '../authorization-flow/requests/pending-requests.js';
import { signInPathAfter } from '../authorization-flow/sign-in/sign-in-path.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { CodeVerdict, MailedCodeKey } from '../stores/mailed-code.js';
import { USER_REGISTRATION_STORE, type UserRegistrationStore } from '../stores/user-registration.store.js';
import { faultText, registrationMessages } from './registration-messages.js';
import { RegistrationPages, type RegistrationScene } from './registration-pages.js';
import { registrationPath } from './registration-path.js';
import { SelfRegistration } from './self-registration.js';

/** The second page: the code of the mail, a user name and a password. The account is made only when the address was shown to be the person's. */
@Injectable()
export class AccountChoices {
  constructor(
    @Inject(USER_REGISTRATIONS) private readonly registrations: UserRegistrations,
    @Inject(USER_REGISTRATION_STORE) private readonly store: UserRegistrationStore,
    @Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly registration: SelfRegistration,
    private readonly pages: RegistrationPages,
    private readonly pending: PendingRequests,
  ) {}

  async show(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const scene = await this.registration.sceneOf(instance, query, visit);
    const registration = query.get('registration') ?? '';
    const proven = await this.store.isProven(keyOf(scene, registration));
    return this.pages.second(scene, { registration, proven, username: '' });
  }

  async submit(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const scene = await this.registration.formScene(instance, form, visit);
    const registration = form.get('registration') ?? '';
    const key = keyOf(scene, registration);
    const username = (form.get('username') ?? '').trim().slice(0, 1_000);
    const proof = await this.proof(key, registration, form);
    if (proof === 'over') return this.over(scene);
    if (proof === 'wrong')
      return this.again(scene, registrationMessages.wrong, { registration, proven: false, username });
    const person = await this.store.choose(key);
    if (person === undefined) return this.over(scene);
    const { userModuleId } = scene.offer;
    const password = form.get('password') ?? '';
    const user = { ...person, username, password, remoteAddress: visit.remoteAddress };
    const rules = this.passwords.rules(userModuleId);
    const choice = { registration, proven: true, username };
    if (password !== (form.get('repeated_password') ?? ''))
      return this.again(scene, newPasswordProblem('repeated', rules), choice);
    const fault = await this.registrations.fault(userModuleId, user);
    if (fault !== undefined) return this.again(scene, faultText(fault, rules), choice);
    // From here on the proof is used up: of two forms sent at once one makes an account.
    const claimed = await this.store.claim(key);
    if (claimed === undefined) return this.over(scene);
    const hindrance = await this.registrations.register(userModuleId, user);
    if (hindrance === undefined) return this.made(scene, username);
    if (hindrance.field === 'address') return this.over(scene, 'known');
    await this.store.giveBack(claimed);
    return this.again(scene, faultText(hindrance, rules), choice);
  }

  private async proof(key: MailedCodeKey, registration: string, form: FormParameters): Promise<CodeVerdict> {
    if (await this.store.isProven(key)) return 'right';
    const code = readMailCode(form.get('code'));
    // What cannot be a code is no guess.
    return code === undefined ? 'wrong' : this.store.guess(key, mailCodeHash(registration, code));
  }

  private again(
    scene: RegistrationScene,
    error: Wording,
    choice: Parameters<RegistrationPages['second']>[1],
  ): FlowOutcome {
    return this.pages.second({ ...scene, error, status: 400 }, choice);
  }

  private async over(scene: RegistrationScene, error: 'over' | 'known' = 'over'): Promise<FlowOutcome> {
    const { visit, purpose } = scene;
    const errorCode = error === 'known' ? 'address-known' : 'registration-over';
    await this.record(scene, { outcome: 'failure', errorCode });
    const path = registrationPath('', { interaction: purpose.handle, error });
    return { result: { kind: 'continue', path }, cookies: visit.cookies };
  }

  /** To the sign-in, for the same app. */
  private async made(scene: RegistrationScene, username: string): Promise<FlowOutcome> {
    const { instance, visit, purpose } = scene;
    await this.record(scene, { outcome: 'success', username });
    if (purpose.held) await this.pending.noteUsername(instance, visit.browser, purpose.held, username);
    return {
      result: { kind: 'continue', path: signInPathAfter(purpose.handle, 'registered') },
      cookies: visit.cookies,
    };
  }

  private async record(
    { instance: { moduleId }, visit: { remoteAddress }, purpose }: RegistrationScene,
    what: Pick<AuditEvent, 'outcome' | 'errorCode' | 'username'>,
  ): Promise<void> {
    const detail = { step: 'account' };
    await this.audit.record({ moduleId, kind: 'USER_REGISTRATION', remoteAddress, ...purpose.ids, ...what, detail });
  }
}

function keyOf({ instance: { moduleId }, visit }: RegistrationScene, registration: string): MailedCodeKey {
  return { moduleId, handleHash: sha256Base64Url(registration), browserHash: visit.browser.cookieHash };
}

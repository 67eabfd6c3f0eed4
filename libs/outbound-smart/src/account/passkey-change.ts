import { Inject, Injectable } from '@nestjs/common';
import type { Phrase } from '#protocol/phrase';
import { say } from '#skin/phrases.port';
import { PASSKEYS, type PasskeyPlace, type Passkeys, type PasskeyRegistration } from '#inbound-security/passkeys.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { isMultiFactor, withPasskey } from '#protocol/second-factor/second-factor';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { accountPage } from '../authorization-flow/own-page.js';
import { FactorChanges } from '../authorization-flow/second-factor/factor-changes.js';
import { RecoveryCodePages } from '../authorization-flow/second-factor/recovery-code-pages.js';
import { PASSKEY_NOT_TAKEN } from '../authorization-flow/second-factor/second-factor-messages.js';
import { PASSWORD_NOT_TAKEN } from '../texts/password-texts.js';
import { SessionRenewals } from '../authorization-flow/second-factor/session-renewals.js';
import { passkeyPlaceOf } from '../passkeys/passkey-place.js';
import type { AccountNotice } from './account-notices.js';
import { AccountPage } from './account-page.js';
import type { AccountVisit } from './account-visit.js';
import { OWNER_PROOF, OwnerProof } from './owner-proof.js';
import { PasskeySection } from './passkey-section.js';

type Registered = Extract<PasskeyRegistration, { kind: 'registered' }>;
type NotAdded = Exclude<PasskeyRegistration['kind'], 'registered'>;

/** What the page says when a passkey was not added. */
const PROBLEMS: Readonly<Record<NotAdded, Phrase>> = {
  refused: PASSKEY_NOT_TAKEN,
  known: say('account.problem.passkey-known'),
  'too-many': say('account.problem.too-many-passkeys'),
};

/** What a person changes about their passkeys. */
@Injectable()
export class PasskeyChange {
  constructor(
    @Inject(PASSKEYS) private readonly passkeys: Passkeys,
    private readonly section: PasskeySection,
    private readonly page: AccountPage,
    private readonly codePages: RecoveryCodePages,
    private readonly changes: FactorChanges,
    private readonly renewals: SessionRenewals,
    private readonly proof: OwnerProof,
  ) {}

  /** A new passkey: from now on the session is one of two factors. */
  async add(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    const place = passkeyPlaceOf(visitor.instance, visitor.visit.browser);
    if (place === undefined || !this.section.mayAdd(visitor)) return toAccount(visitor);
    const verdict = await this.proof.judge(visitor, form, 'take');
    if (verdict.kind === 'proof') return goOn(visitor, OWNER_PROOF);
    if (verdict.kind === 'wrong-password') return this.refuse(visitor, PASSWORD_NOT_TAKEN);
    return this.register(verdict.visitor, place, form);
  }

  private async register(visitor: AccountVisit, place: PasskeyPlace, form: FormParameters): Promise<FlowOutcome> {
    const { instance, user, visit, session } = visitor;
    const outcome = await this.passkeys.register(user, place, {
      answer: form.get('credential') ?? '',
      label: form.get('label') ?? '',
      mayAdd: isMultiFactor(session.amr),
    });
    if (outcome.kind !== 'registered') return this.refuse(visitor, PROBLEMS[outcome.kind]);
    await this.changes.follow(instance, visit, { user, change: 'enrolled', kind: 'passkey' });
    return this.welcome(visitor, outcome);
  }

  /** Another name for one, or an end of it. */
  async change(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    const id = form.get('id') ?? '';
    const wish = form.get('do');
    if (wish === 'rename') return this.rename(visitor, id, form.get('label') ?? '');
    return wish === 'remove' ? this.remove(visitor, id, form) : toAccount(visitor);
  }

  private async welcome(visitor: AccountVisit, { passkey, recoveryCodes }: Registered): Promise<FlowOutcome> {
    const { instance, user, visit, session } = visitor;
    const amr = withPasskey(session.amr, passkey);
    const { browser, setCookie } = await this.renewals.renew(instance, visit.browser, session, amr);
    const cookies = [...visit.cookies, setCookie];
    if (recoveryCodes === undefined) return { ...toAccount(visitor, 'passkey-added'), cookies };
    return this.codePages.lead(
      { user, session: browser.session, codes: recoveryCodes },
      { purpose: accountPage, cookies },
    );
  }

  private async rename(visitor: AccountVisit, id: string, label: string): Promise<FlowOutcome> {
    const { instance, user, visit } = visitor;
    if (!(await this.passkeys.rename(user, id, label))) return toAccount(visitor);
    await this.changes.follow(instance, visit, { user, change: 'renamed', kind: 'passkey' });
    return toAccount(visitor, 'passkey-renamed');
  }

  private async remove(visitor: AccountVisit, id: string, form: FormParameters): Promise<FlowOutcome> {
    const { instance, user, visit } = visitor;
    const verdict = await this.proof.judge(visitor, form, 'take');
    if (verdict.kind !== 'given') return goOn(visitor, OWNER_PROOF);
    if (!this.section.mayRemove(visitor, await this.passkeys.list(user))) return toAccount(visitor);
    if ((await this.passkeys.remove(user, id)) === undefined) return toAccount(visitor);
    await this.changes.follow(instance, visit, { user, change: 'removed', kind: 'passkey' });
    return toAccount(visitor, 'passkey-removed');
  }

  private async refuse(visitor: AccountVisit, problem: Phrase): Promise<FlowOutcome> {
    const { passkeys } = await this.section.model(visitor);
    const changes = passkeys === undefined ? {} : { passkeys: { ...passkeys, problem } };
    return this.page.show(visitor, { changes, status: 200 });
  }
}

function toAccount(visitor: AccountVisit, done?: AccountNotice): FlowOutcome {
  return goOn(visitor, done === undefined ? accountPage.path : `${accountPage.path}?done=${done}`);
}

function goOn({ visit }: AccountVisit, path: string): FlowOutcome {
  return { result: { kind: 'continue', path }, cookies: visit.cookies };
}

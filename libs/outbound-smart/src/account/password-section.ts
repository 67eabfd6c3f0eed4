import { Inject, Injectable } from '@nestjs/common';
import { OWN_PASSWORDS, type OwnPasswords } from '#inbound-security/own-password.port';
import type { PageModels } from '#skin/page-renderer.port';
import type { AccountSection } from './account-section.js';
import type { AccountVisit } from './account-visit.js';
import { passwordHint } from '../texts/password-texts.js';

/** The form for another password, for those who may have one. */
@Injectable()
export class PasswordSection implements AccountSection {
  constructor(@Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords) {}

  async model({ instance, user }: AccountVisit): Promise<Pick<PageModels['account'], 'password'>> {
    const { inboundModuleId: moduleId, publicPath } = instance;
    if (!(await this.passwords.mayChange(moduleId, user.pid))) return {};
    const hint = passwordHint(this.passwords.rules(moduleId));
    return { password: { action: `${publicPath}/account/password`, hint } };
  }
}

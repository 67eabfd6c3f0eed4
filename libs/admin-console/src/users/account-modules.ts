import { Inject, Injectable } from '@nestjs/common';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';

/** Types of modules that have accounts. */
const TYPES = ['SECURITY_IN_LOCAL', 'SECURITY_IN_LDAP', 'SECURITY_IN_SCRIPTED', 'SECURITY_IN_SMART'];

/** The inbound modules that have accounts. */
@Injectable()
export class AccountModules {
  constructor(@Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration) {}

  /** By id. */
  async ids(): Promise<readonly string[]> {
    const all = await this.modules.list();
    return all.filter(({ module }) => TYPES.includes(module.moduleType)).map(({ module }) => module.moduleId);
  }
}

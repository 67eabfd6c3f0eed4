import { Inject, Injectable } from '@nestjs/common';
import { ScriptsBusyError } from '#module-config/script-check.port';
import type { DefinedModule } from '#module-config/stored-by-definition.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { CLOCK, type Clock } from '#protocol/clock';
import { isSuperuser } from '#protocol/permissions/may-grant';
import { describedBySignIn } from '#protocol/user/sign-in-details';
import { AUTHENTICATION_SCRIPT, type AuthenticationScript } from '../authentication-script.port.js';
import type { ConfiguredScript } from '../configured-script.port.js';
import { ScriptFailure } from '../script-failure.port.js';
import { powerProperty } from '../script-places.port.js';

/** A callback script that the people of a module would be asked by. */
export interface NewCallback {
  readonly module: DefinedModule;
  readonly script: ConfiguredScript;
}

/** Modules whose script hears nothing of a sign-in but the person: what another server says of people cannot be made up. */
const TRIED = ['SECURITY_IN_LOCAL', 'SECURITY_IN_LDAP'];
const NOTHING_KNOWN = {
  familyName: '',
  givenName: '',
  email: '',
  external: false,
  notes: '',
  defaultLaunchContexts: [],
};

/** Tries a callback script on whoever makes the change, so that no administrator shuts themselves out by it, the way back included (F-54). */
@Injectable()
export class AuthorTrial {
  constructor(
    @Inject(AUTHENTICATION_SCRIPT) private readonly engine: AuthenticationScript,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Why the author could do nothing here any more; undefined where they could, and where the script is not asked about them. Runs the script as their
   * next sign-in would.
   * @throws ScriptsBusyError
   */
  async shutsOut({ module, script }: NewCallback, author: ChangeAuthor): Promise<string | undefined> {
    const { authorities = [], userModuleId, actor: username, remoteAddress = '' } = author;
    if (userModuleId !== module.moduleId || !TRIED.includes(module.type)) return undefined;
    const { nodeId, moduleId } = script.settings;
    const person = { nodeId, moduleId, username, ...NOTHING_KNOWN, authorities };
    const context = { nodeId, moduleId, startTime: this.clock.now(), remoteAddress };
    const occasion = { username, remoteAddress };
    try {
      const call = { script: { ...script, settings: withPower(script, module) }, occasion, person, context };
      const verdict = await this.engine.onAuthenticateSuccess(call);
      if (verdict.kind === 'failure') return `refuses you: ${verdict.message.slice(0, 300)}`;
      const { authorities: left } = describedBySignIn(person, verdict.added);
      return isSuperuser(left) ? undefined : 'takes ROLE_SUPERUSER from you';
    } catch (error) {
      if (!(error instanceof ScriptFailure)) throw error;
      if (error.reason === 'busy') throw new ScriptsBusyError();
      return `fails when it is asked about you: ${error.message}`;
    }
  }
}

function withPower({ settings }: ConfiguredScript, { config }: DefinedModule): ConfiguredScript['settings'] {
  return config.get(powerProperty.ofSignIns) === 'false' ? settings : { ...settings, mayAdminister: true };
}

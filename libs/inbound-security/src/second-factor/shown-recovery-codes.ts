import { findShownCodes, forgetShownCodes, keepShownCodes } from '../stores/shown-recovery-codes.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import type { SecondFactorDependencies } from './second-factor-dependencies.js';

/** Time to print a page again that went wrong. It is not to be found by whoever comes to the browser later. */
const LIFETIME_SECONDS = 300;

type Person = Pick<DirectoryUser, 'pid' | 'moduleId'>;

/** New recovery codes while they are shown, so that a page that is loaded again still has them: sealed, in one browser session, and for some minutes. */
export class ShownRecoveryCodes {
  constructor(private readonly dependencies: Pick<SecondFactorDependencies, 'sql' | 'encryption'>) {}

  async keep(user: Person, sid: string, codes: readonly string[]): Promise<void> {
    const { sql, encryption } = this.dependencies;
    const sealed = encryption.seal(placeOf(user, sid), codes.join(' '));
    await keepShownCodes(sql, { pid: user.pid, sid }, sealed, LIFETIME_SECONDS);
  }

  /** @throws WrongEncryptionKeyError sealed with another key or for another place, or altered */
  async find(user: Person, sid: string): Promise<readonly string[] | undefined> {
    const { sql, encryption } = this.dependencies;
    const sealed = await findShownCodes(sql, { pid: user.pid, sid });
    return sealed === undefined ? undefined : encryption.open(placeOf(user, sid), sealed).split(' ');
  }

  forget({ pid }: Person): Promise<void> {
    return forgetShownCodes(this.dependencies.sql, pid);
  }
}

function placeOf({ moduleId, pid }: Person, sid: string) {
  return { table: 'shown_recovery_codes', row: [moduleId, pid, sid] };
}

import type { BrowserSessions } from '#browser-session/browser-session.port';
import { recordChange } from '../administration/user-audit.js';
import { userTopic } from '../accounts/cached-users.js';
import { callbackScriptOf } from '../callback-script-of.js';
import type { ExternalPerson } from '../external-accounts.port.js';
import { storedDescription } from '../external/stored-external.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { describeAgain } from '../stores/external-identity.store.js';
import { findAccount } from '../stores/user-account.store.js';
import { vouchForPerson, withdrawPerson } from '../stores/vouched-person.store.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';

const AUTHOR = { kind: 'server', actor: 'directory' } as const;
const SOURCE = 'ldap';

/** What writing needs of its surroundings. */
export type StandingDependencies = Pick<UserChangeDependencies, 'sql' | 'changes' | 'audit'> & {
  readonly sessions: Pick<BrowserSessions, 'endEverywhere'>;
};

/**
 * Writes what the directory says of somebody who is there. What a callback script added at the sign-in is in the same place and cannot be told from
 * it, so where there is one nothing is rewritten before the next sign-in.
 */
export async function followPerson(
  { sql, changes }: StandingDependencies,
  instance: LdapInboundInstance,
  pid: number,
  person: ExternalPerson,
): Promise<void> {
  if (callbackScriptOf(instance) !== undefined) return vouchForPerson(sql, pid, SOURCE);
  const { moduleId } = instance;
  const isDifferent = await sql.transaction(async (transaction) => {
    const before = await findAccount(transaction, moduleId, pid);
    const after = before && (await describeAgain(transaction, pid, storedDescription(person, before.username)));
    const differs = after !== undefined && JSON.stringify(before) !== JSON.stringify(after);
    if (differs) await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
    return differs;
  });
  if (isDifferent) await changes.caughtUp();
}

/** Somebody is not there any more: ends their sessions and what apps hold for them, as when an administrator disables the account. */
export async function withdrawFrom(
  { sql, changes, audit, sessions }: StandingDependencies,
  moduleId: string,
  pid: number,
): Promise<void> {
  const withdrawn = await sql.transaction(async (transaction) => {
    const username = await withdrawPerson(transaction, pid, SOURCE);
    if (username === undefined) return undefined;
    const ended = await sessions.endEverywhere(transaction, pid);
    await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
    return { username, endedSessions: ended.length };
  });
  if (withdrawn === undefined) return;
  await changes.caughtUp();
  const { username, endedSessions } = withdrawn;
  await recordChange(
    audit,
    AUTHOR,
    { moduleId, pid, username },
    { change: 'changed', fields: ['gone'], endedSessions },
  );
}

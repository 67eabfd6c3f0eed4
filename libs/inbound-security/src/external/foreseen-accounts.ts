import { instanceOf } from '../accounts/accounts-instance.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { usernameKey } from '../accounts/username-key.js';
import type { ExternalHolder, ForeseenAccount, ForeseenArrival } from '../external-accounts.port.js';
import type { ReservedNames } from '../reserved-names.port.js';
import { findExternal, findUntaken, type ExternalRow } from '../stores/external-identity.store.js';
import { formerNamesAmong } from '../stores/former-names.store.js';
import { findAccountCalled } from '../stores/user-account.store.js';
import { directoryUser } from '../stores/user-row.js';
import { mayClaim, refusalOf } from './external-standing.js';
import { storedIdentity, usableNames } from './stored-external.js';

/** Finds out whom somebody would arrive as, by the rules and in the order of the arrival itself. */
export class ForeseenAccounts {
  constructor(
    private readonly dependencies: Pick<UserChangeDependencies, 'sql' | 'instances'>,
    private readonly reserved: Pick<ReservedNames, 'lastLook'>,
  ) {}

  async of(holder: ExternalHolder, usernames: readonly string[]): Promise<ForeseenArrival> {
    const names = usableNames(holder, usernames);
    if (names.length === 0) return { kind: 'refused', reason: 'unusable-name' };
    const seen = await this.look(holder, names);
    // Of two sign-ins of somebody new the other one may have taken the name between two looks.
    return seen.kind === 'refused' && seen.reason === 'name-taken' ? this.look(holder, names) : seen;
  }

  private async look(holder: ExternalHolder, names: readonly string[]): Promise<ForeseenArrival> {
    const known = await findExternal(this.dependencies.sql, storedIdentity(holder));
    if (known !== undefined && !mayClaim(holder, known)) return foreseen(known);
    for (const username of names) {
      const untaken = await this.untaken(holder, username);
      if (untaken !== undefined) return foreseen(untaken);
      if (known === undefined && (await this.isFree(holder, username)))
        return { kind: 'expected', account: newAccount(username) };
    }
    return known === undefined ? { kind: 'refused', reason: 'name-taken' } : foreseen(known);
  }

  private untaken({ moduleId, claimsUntaken }: ExternalHolder, username: string): Promise<ExternalRow | undefined> {
    return claimsUntaken === true
      ? findUntaken(this.dependencies.sql, moduleId, this.keyOf(moduleId, username))
      : Promise.resolve(undefined);
  }

  private async isFree({ moduleId }: ExternalHolder, username: string): Promise<boolean> {
    const { sql } = this.dependencies;
    const key = this.keyOf(moduleId, username);
    if ((await findAccountCalled(sql, moduleId, key)) !== undefined) return false;
    if ((await formerNamesAmong(sql, moduleId, [key])).size > 0) return false;
    const lastLook = await this.reserved.lastLook(moduleId);
    return (await lastLook(sql, [username])).length === 0;
  }

  private keyOf(moduleId: string, username: string): string {
    return usernameKey(username, instanceOf(this.dependencies.instances, moduleId).options.usernameCaseSensitive);
  }
}

/** The account of somebody who was never here. */
function newAccount(username: string): ForeseenAccount {
  return { username, authorities: [], notes: '', defaultLaunchContexts: [] };
}

function foreseen(row: ExternalRow): ForeseenArrival {
  const user = directoryUser({ ...row, sign_in_details: {} }, row.node_id);
  const reason = refusalOf(row);
  if (reason !== undefined) return { kind: 'refused', reason, user };
  const { username, authorities, notes, defaultLaunchContexts, fhirUserUrl } = user;
  const account = { username, authorities, notes, defaultLaunchContexts };
  return { kind: 'expected', account: { ...account, ...(fhirUserUrl !== undefined && { fhirUserUrl }) } };
}

import type { AuthenticationVerdict } from '#scripts/authentication-script.port';
import type LdapAuth from 'ldapauth-fork';
import { withSignIn, type SignInDetails } from '#protocol/user/sign-in-details';
import { isToldAsRefusal } from '#protocol/user/authentication-outcome';
import type { ExternalRefusal, ForeseenAccount } from '../external-accounts.port.js';
import { callbackScriptOf } from '../callback-script-of.js';
import { originOf, rememberedOrigin } from '../attempts/attempt-origin.js';
import { scriptRefusal, type ScriptRefusal } from '../attempts/script-refusal.js';
import { unvouched } from '../attempts/unvouched.js';
import type { SignInOutcome } from '../user-authenticator.port.js';
import { groupsOf, isAdmitted, type GroupMember, type GroupSearch } from './directory-groups.js';
import { directoryPerson, type DirectoryPerson } from './directory-person.js';
import type { LdapAttempt } from './ldap-attempt.js';
import type { LdapSignInDependencies } from './ldap-sign-in-dependencies.js';

/** What follows when a directory has taken a password, or has not. */
export class LdapSignIn {
  constructor(private readonly dependencies: LdapSignInDependencies) {}

  /** The password was right: who the person is here. @throws Error the directory fails */
  async welcome(attempt: LdapAttempt, entry: LdapAuth.Entry): Promise<SignInOutcome> {
    const { connections, instance, signal } = attempt;
    const search: GroupSearch = { connections, instance, signal };
    const { username, unknownPermissions } = directoryPerson(entry, new Set(), instance);
    const member: GroupMember = { dn: entry.dn, username };
    const groups = await groupsOf(search, member);
    if (!(await isAdmitted(search, member, groups))) return { kind: 'refused', reason: 'not-admitted' };
    this.tellUnknown(attempt, unknownPermissions);
    return this.arrive(attempt, directoryPerson(entry, groups, instance));
  }

  /** What the callback script says of a person. @throws ScriptFailure */
  private async asked(
    { instance, attempt }: LdapAttempt,
    { person }: DirectoryPerson,
    account: ForeseenAccount,
  ): Promise<Extract<AuthenticationVerdict, { kind: 'success' }> | ScriptRefusal> {
    const { nodeId, moduleId } = instance;
    const { script, clock, warn } = this.dependencies;
    const configured = callbackScriptOf(instance);
    const { remoteAddress, request, flow } = attempt;
    const { familyName, givenName, email, details } = person;
    const { username } = account;
    const verdict = await script.onAuthenticateSuccess({
      ...(configured && { script: configured }),
      person: {
        ...{ nodeId, moduleId, familyName, givenName, email, external: true },
        ...withSignIn(account, details),
      },
      occasion: { ...flow, username, remoteAddress },
      context: { nodeId, moduleId, startTime: clock.now(), remoteAddress, ...request },
    });
    if (verdict.kind !== 'failure') return verdict;
    const refusal = scriptRefusal(verdict);
    warn(`${moduleId}: the callback script refuses somebody: ${refusal.message}`);
    return refusal;
  }

  /**
   * The outcome as it is answered: what no directory judged counts as no failure (F-22), and refusals take as long as others.
   * @param verdict undefined = passport was refused by the directory
   */
  async end(attempt: LdapAttempt, verdict: SignInOutcome | undefined, wasAsked: boolean): Promise<SignInOutcome> {
    const outcome = verdict ?? attempt.refusal;
    // A script that refuses somebody says nothing against the password, unless it says so.
    const isNoFailure = outcome.kind === 'unavailable' || (outcome.kind === 'refused' && outcome.reason === 'script');
    if (isNoFailure) await this.giveBack(attempt);
    if (outcome.kind === 'authenticated' || !isToldAsRefusal(outcome)) return outcome;
    const { pace, wait } = this.dependencies;
    const taken = performance.now() - attempt.started;
    if (wasAsked) pace.learn(taken);
    await wait(pace.rest(taken));
    return outcome;
  }

  private async arrive(attempt: LdapAttempt, entry: DirectoryPerson): Promise<SignInOutcome> {
    const foreseen = await this.dependencies.accounts.foresee(entry.person, [entry.username]);
    if (foreseen.kind === 'refused') return this.notArrived(attempt, foreseen.reason);
    const verdict = await this.asked(attempt, entry, foreseen.account).catch((cause: unknown) => unvouched(cause));
    if (verdict.kind !== 'success') return verdict;
    const { runId } = verdict;
    const { details, ...person } = entry.person;
    const said = joined(details, verdict.added);
    const arrival = await this.dependencies.accounts.arrive(person, [entry.username]);
    if (arrival.kind === 'arrived') {
      const deviceCookie = await this.forgetFailures(attempt, arrival.user.pid);
      return {
        kind: 'authenticated',
        user: withSignIn(arrival.user, said),
        method: 'pwd',
        said,
        ...(deviceCookie !== undefined && { deviceCookie }),
        ...(runId !== undefined && { runId }),
      };
    }
    return this.notArrived(attempt, arrival.reason);
  }

  private notArrived(attempt: LdapAttempt, reason: ExternalRefusal): SignInOutcome {
    if (reason === 'locked') return { kind: 'locked' };
    if (reason !== 'disabled' && reason !== 'deleted') this.tellNameless(attempt, reason);
    return { kind: 'refused', reason };
  }

  private async forgetFailures(
    { instance, subjects, network, attempt }: LdapAttempt,
    pid: number,
  ): Promise<string | undefined> {
    const remembered = rememberedOrigin(attempt);
    await this.dependencies.counts.welcome({
      ...{ moduleId: instance.moduleId, pid, subjects, network, previousDeviceHash: originOf(attempt).replaced },
      deviceHash: remembered.hash,
    });
    return remembered.cookie;
  }

  /** A database that fails as well leaves the count as it is, which is the safer side. */
  private async giveBack({ instance, subjects, network }: LdapAttempt): Promise<void> {
    const { counts, warn } = this.dependencies;
    const { moduleId, options } = instance;
    await counts
      .giveBack(moduleId, { subjects, network }, options.lockout.maxFailedLogins)
      .catch((error: unknown) => warn(`An attempt that no directory judged stays counted: ${String(error)}`));
  }

  private tellUnknown({ instance }: LdapAttempt, unknown: readonly string[]): void {
    if (unknown.length === 0) return;
    const { permissionAttribute = '' } = instance.options.people;
    const shown = unknown.slice(0, 5).map((each) => JSON.stringify(each.slice(0, 100)));
    this.dependencies.warn(
      `${instance.moduleId}: ${permissionAttribute} of a person has what is no permission and gives nothing: ${shown.join(', ')}`,
    );
  }

  private tellNameless({ instance }: LdapAttempt, reason: string): void {
    this.dependencies.warn(
      reason === 'name-taken'
        ? `${instance.moduleId}: somebody of the directory has a user name that another account or an app has here, and is refused. Rename or delete the other one.`
        : `${instance.moduleId}: somebody of the directory has a user name or an id that cannot be one here, and is refused.`,
    );
  }
}

/** What the directory says of a person with what a script adds; authorities that are there twice are told apart where they are read. */
function joined(details: SignInDetails, added: SignInDetails): SignInDetails {
  return {
    ...details,
    ...added,
    authorities: [...details.authorities, ...added.authorities],
    launchContexts: [...details.launchContexts, ...added.launchContexts],
  };
}

import type LdapAuth from 'ldapauth-fork';
import { sha256Base64Url } from '#protocol/hash';
import { networkOf } from '#protocol/network-of';
import { originOf } from '../attempts/attempt-origin.js';
import { usernameKey, usernameProblem } from '../accounts/username-key.js';
import type { NetworkBound, SignInRow } from '../stores/sign-in.store.js';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import { BINARY_ATTRIBUTES, attributesOf, usernameOf } from './directory-person.js';
import type { LdapSignInDependencies } from './ldap-sign-in-dependencies.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';

/** What a refusal is noted as while the directory is asked: passport keeps only that it was one. */
type Refusal = Extract<SignInOutcome, { readonly kind: 'refused' | 'locked' | 'busy' }>;

/** Entries that one line of the log names. */
const MOST_NAMED = 3;

/** With the names of the entries: nothing else leads to whoever wrote what is another's. */
function ambiguous({ moduleId }: LdapInboundInstance, found: readonly string[]): string {
  const names = found.slice(0, MOST_NAMED).map((dn) => JSON.stringify(dn.slice(0, 200)));
  return `${moduleId}: the user query finds several entries for one name, and nobody is signed in by it: ${names.join(', ')}${found.length > MOST_NAMED ? ', …' : ''}`;
}

/** Everything takes at most so long (F-22), in milliseconds; what is left serves to answer. */
const LONGEST = 4_500;

/**
 * One attempt to sign in by a directory. Before the directory is asked it counts for the name that was typed, and before a password is tried for the
 * name that the directory has, so that guesses are counted together however the name is written (V-51, R-10).
 */
export class LdapAttempt {
  readonly started = performance.now();
  readonly signal = AbortSignal.timeout(LONGEST);
  /** Under which it counts: names, or the account and device of a person who was here before. */
  readonly subjects: string[] = [];
  /** For which it counts. */
  network: NetworkBound;
  /** Those it began with, whatever restarts meanwhile. */
  readonly connections: LdapAuth.ServiceConnections;
  refusal: Refusal = { kind: 'refused', reason: 'unusable-password' };
  private typedKey = '';
  /** Whatever the directory says. It is asked all the same: whether it answers must tell nobody whose account is locked or disabled (V-56). */
  private isRefusedHere = false;

  constructor(
    readonly instance: LdapInboundInstance,
    readonly attempt: SignInAttempt,
    private readonly dependencies: Pick<LdapSignInDependencies, 'store' | 'connections' | 'networks' | 'warn'>,
  ) {
    this.network = { name: networkOf(attempt.remoteAddress), mostFailures: 0 };
    this.connections = dependencies.connections.of(instance);
  }

  /** What the directory is asked with; undefined where it need not be asked: no account has such a name, or the network has to wait. */
  async begin(): Promise<LdapAuth.Options | undefined> {
    const { username } = this.attempt;
    // No account has an impossible name; its failures count like those of any other unknown name.
    this.typedKey = usernameProblem(username) === undefined ? usernameKey(username, false) : '';
    const { maxFailedLoginsPerNetwork: mostFailures } = this.instance.options.lockout;
    const refusal = await this.count(this.typedKey, this.typedKey === '' ? username : this.typedKey, mostFailures);
    if (refusal !== undefined || this.typedKey === '')
      this.refuse(refusal ?? { kind: 'refused', reason: 'unknown-user' });
    return this.typedKey === '' || refusal?.kind === 'busy' ? undefined : this.options();
  }

  private options(): LdapAuth.Options {
    const { instance, signal } = this;
    const { userBase, userQuery } = instance.options.people;
    return {
      connections: this.connections,
      search: {
        base: userBase,
        filter: userQuery,
        attributes: attributesOf(instance),
        binaryAttributes: BINARY_ATTRIBUTES,
      },
      signal,
      mayBind: (entry) => this.mayBind(entry),
      // Somebody who may write one's own mail address must not keep out the one whose user name that is (V-55).
      isMeant: (entry) => usernameKey(usernameOf(entry, instance) ?? '', false) === this.typedKey,
      onUnknown: (reason, found) => {
        if (!this.isRefusedHere) this.refusal = { kind: 'refused', reason: 'unknown-user' };
        if (reason === 'ambiguous') this.dependencies.warn(ambiguous(instance, found));
      },
    };
  }

  /** The name that counts is the directory's, whatever was typed. */
  private async mayBind(entry: LdapAuth.Entry): Promise<boolean> {
    this.refusal = ofSomebody(this.refusal);
    if (this.isRefusedHere) return false;
    const username = usernameOf(entry, this.instance);
    if (username === undefined) throw new Error(`The entry of a person has no ${this.instance.usernameAttribute}`);
    // From here on the name is somebody's, whether they were here before or not.
    this.refusal = { kind: 'refused', reason: 'wrong-password' };
    const key = usernameKey(username, false);
    const refusal = key === this.typedKey ? undefined : await this.count(key, key, 0);
    if (refusal !== undefined) this.refuse(ofSomebody(refusal));
    return refusal === undefined;
  }

  private refuse(refusal: Refusal): void {
    this.refusal = refusal;
    this.isRefusedHere = true;
  }

  private async count(key: string, name: string, mostFailures: number): Promise<Refusal | undefined> {
    const { moduleId, options } = this.instance;
    const network = { ...this.network, mostFailures };
    const row = await this.dependencies.store.start({
      ...{
        moduleId,
        usernameKey: key,
        nameSubject: `name:${sha256Base64Url(name)}`,
        deviceHash: originOf(this.attempt).presented,
      },
      ...{ maxFailures: options.lockout.maxFailedLogins, lockSeconds: options.lockout.firstLockSeconds, network },
    });
    if (row.network_seconds !== null)
      return this.dependencies.networks.busy(moduleId, this.attempt, row.network_seconds);
    if (mostFailures > 0 && !row.subject_key.startsWith('device:')) this.network = network;
    if (row.failures !== null) this.subjects.push(row.subject_key);
    return refusalOf(row);
  }
}

/** The directory has the name, whether somebody came by it before or not. */
function ofSomebody(refusal: Refusal): Refusal {
  if (refusal.kind !== 'locked') return refusal;
  return { kind: 'locked', ...(refusal.until !== undefined && { until: refusal.until }) };
}

function refusalOf(row: SignInRow): Refusal | undefined {
  if (row.account_locked === true) return { kind: 'locked' };
  if (row.failures === null) {
    const until = row.locked_until === null ? {} : { until: row.locked_until };
    return { kind: 'locked', ...until, ...(row.pid === null && { isUnknown: true }) };
  }
  const isShut = row.account_disabled === true || row.is_system_user === true;
  return isShut ? { kind: 'refused', reason: 'disabled' } : undefined;
}

import type { VouchedPerson } from '../stores/vouched-person.store.js';
import type { PeopleElsewhere } from '../people-elsewhere.port.js';
import type { ExternalPerson } from '../external-accounts.port.js';
import type { LdapInboundInstance, LdapInboundInstances } from './ldap-inbound-instance.js';
import { isPersonFault } from './person-fault.js';

/** What looking people up again needs of its surroundings. */
export interface PeopleOfDirectoriesDependencies {
  readonly instances: LdapInboundInstances;
  readonly known: (pid: number) => Promise<VouchedPerson | undefined>;
  /** Undefined where they are not there any more. @throws PersonFault they cannot be read @throws Error the directory fails */
  readonly find: (instance: LdapInboundInstance, subject: string) => Promise<ExternalPerson | undefined>;
  readonly follow: (instance: LdapInboundInstance, pid: number, person: ExternalPerson) => Promise<void>;
  readonly withdraw: (moduleId: string, pid: number) => Promise<void>;
  readonly warn: (message: string) => void;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

/** People of whom it is remembered until when they need not be looked up. */
const MOST_REMEMBERED = 10_000;
/** How long a directory that failed is not asked again, in milliseconds: everybody would wait for it. As long nobody is asked about who cannot be read. */
const PAUSE = 60_000;

/** {@link PeopleElsewhere} by directories: a person is looked up at most every so many minutes, once for all requests that ask at the same time. */
export class PeopleOfDirectories implements PeopleElsewhere {
  private readonly restUntil = new Map<string, number>();
  private readonly pauses = new Map<string, number>();
  private readonly underWay = new Map<string, Promise<boolean>>();

  constructor(private readonly dependencies: PeopleOfDirectoriesDependencies) {}

  areAskedFor(moduleId: string): boolean {
    return (this.dependencies.instances.get(moduleId)?.options.people.lookAgainMinutes ?? 0) > 0;
  }

  async isThere(moduleId: string, pid: number): Promise<boolean> {
    const instance = this.dependencies.instances.get(moduleId);
    const key = `${moduleId}|${String(pid)}`;
    if (instance === undefined || (this.restUntil.get(key) ?? 0) > this.dependencies.now()) return true;
    const looking = this.underWay.get(key) ?? this.look(instance, pid, key).finally(() => this.underWay.delete(key));
    this.underWay.set(key, looking);
    return looking;
  }

  private async look(instance: LdapInboundInstance, pid: number, key: string): Promise<boolean> {
    const { lookAgainMinutes, outageHours } = instance.options.people;
    const known = await this.dependencies.known(pid);
    // Nobody has signed in by the account, so that nothing was given to anybody.
    if (known === undefined) return true;
    if (known.seconds_ago === null) return false;
    const rest = lookAgainMinutes * 60 - known.seconds_ago;
    if (rest > 0) return this.remember(key, rest * 1_000);
    const verdict = await this.ask(instance, pid, known.subject);
    if (verdict === undefined) return this.believe(instance, key, outageHours * 3_600 - known.seconds_ago);
    return verdict && this.remember(key, lookAgainMinutes * 60_000);
  }

  /** Until the next question, and for no longer than the outage may last. */
  private believe({ moduleId }: LdapInboundInstance, key: string, secondsLeft: number): boolean {
    const pauseLeft = (this.pauses.get(moduleId) ?? 0) - this.dependencies.now();
    const untilNext = pauseLeft > 0 ? pauseLeft : PAUSE;
    return secondsLeft > 0 && this.remember(key, Math.min(untilNext, secondsLeft * 1_000));
  }

  /** Undefined where the directory cannot be asked, or not about them. */
  private async ask(instance: LdapInboundInstance, pid: number, subject: string): Promise<boolean | undefined> {
    const { find, follow, withdraw } = this.dependencies;
    const { moduleId } = instance;
    if ((this.pauses.get(moduleId) ?? 0) > this.dependencies.now()) return undefined;
    let person: ExternalPerson | undefined;
    try {
      person = await find(instance, subject);
    } catch (error) {
      if (!isPersonFault(error)) this.pauses.set(moduleId, this.dependencies.now() + PAUSE);
      this.tell(moduleId, pid, error);
      return undefined;
    }
    await (person === undefined ? withdraw(moduleId, pid) : follow(instance, pid, person));
    return person !== undefined;
  }

  private tell(moduleId: string, pid: number, cause: unknown): void {
    // Errors of the system are of another realm where tests run.
    const { name = 'Error', message = String(cause) } = cause as Partial<Error>;
    const who = isPersonFault(cause) ? `the person of account ${String(pid)}` : 'people who are signed in';
    this.dependencies.warn(
      `${moduleId}: ${who} cannot be looked up in the directory: ${name}: ${message.slice(0, 300)}`,
    );
  }

  private remember(key: string, milliseconds: number): true {
    this.restUntil.delete(key);
    this.restUntil.set(key, this.dependencies.now() + milliseconds);
    const [oldest] = this.restUntil.keys();
    if (this.restUntil.size > MOST_REMEMBERED && oldest !== undefined) this.restUntil.delete(oldest);
    return true;
  }
}

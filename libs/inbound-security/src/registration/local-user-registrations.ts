import type { ChangeAuthor } from '#protocol/administration/change-author';
import { unseenProblem } from '#protocol/unseen-characters';
import type { UserAdministrationDependencies } from '../administration/user-administration-dependencies.js';
import { UserCreations } from '../administration/user-creation.js';
import { isChoosable } from './chosen-username.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { newPasswordFault } from '../passwords/new-password-fault.js';
import { usernameKey } from '../accounts/username-key.js';
import { findResettable } from '../stores/resettable-account.store.js';
import { formerNamesAmong } from '../stores/former-names.store.js';
import { findAccountCalled } from '../stores/user-account.store.js';
import type {
  AddressOwner,
  RegisteringUser,
  RegistrationFault,
  RegistrationPolicy,
  UserRegistrations,
} from '../user-registration.port.js';
import { askCreateScript, type CreateScriptDependencies } from './create-script.js';
import { givenAuthority } from './given-authority.js';

/** Characters of a family or given name. */
const LONGEST_NAME = 100;

/** {@link UserRegistrations} of local modules. Accounts are made by the command that administrators use (ruling 52). */
export class LocalUserRegistrations implements UserRegistrations {
  private readonly creations: UserCreations;

  constructor(private readonly dependencies: UserAdministrationDependencies & CreateScriptDependencies) {
    this.creations = new UserCreations(dependencies);
  }

  policy(moduleId: string): RegistrationPolicy | undefined {
    return this.instance(moduleId)?.options.selfRegistration;
  }

  async ownerOf(moduleId: string, email: string): Promise<AddressOwner | undefined> {
    const [row] = await findResettable(this.dependencies.sql, { moduleId, usernameKey: '', email });
    return row && { username: row.username, email: row.email };
  }

  async fault(moduleId: string, user: RegisteringUser): Promise<RegistrationFault | undefined> {
    const instance = this.instance(moduleId);
    if (instance === undefined || hasUnusableName(user)) return { field: 'name', reason: 'unusable' };
    if (!isChoosable(user.username, user.email)) return { field: 'username', reason: 'unusable' };
    const reason = newPasswordFault(user.password, user, instance.options);
    if (reason !== undefined) return { field: 'password', reason };
    return (await this.isTaken(instance, user.username)) ? { field: 'username', reason: 'taken' } : undefined;
  }

  async register(moduleId: string, user: RegisteringUser): Promise<RegistrationFault | undefined> {
    const instance = this.instance(moduleId);
    if (instance === undefined) return { field: 'name', reason: 'unusable' };
    const { remoteAddress, ...account } = user;
    const authorities = instance.options.selfRegistration.permissions.flatMap((each) => givenAuthority(each) ?? []);
    const author: ChangeAuthor = { kind: 'server', actor: 'self-registration', remoteAddress };
    const planned = { familyName: user.familyName, givenName: user.givenName, notes: '', authorities };
    const details = await askCreateScript(this.dependencies, instance, user, planned);
    if (details === undefined) return { field: 'account', reason: 'refused' };
    const created = await this.creations.create(instance, { ...account, ...details }, { author, selfMade: true });
    if (created.kind === 'created') return undefined;
    // All else was looked at before: there is an account of the address meanwhile, or somebody took the name.
    const isKnown = (await this.ownerOf(moduleId, user.email)) !== undefined;
    return isKnown ? { field: 'address', reason: 'known' } : { field: 'username', reason: 'taken' };
  }

  private async isTaken({ moduleId, options }: AccountsInstance, username: string): Promise<boolean> {
    const { sql, reserved } = this.dependencies;
    const key = usernameKey(username, options.usernameCaseSensitive);
    if ((await findAccountCalled(sql, moduleId, key)) !== undefined) return true;
    if ((await formerNamesAmong(sql, moduleId, [key])).size > 0) return true;
    return reserved.isLikeClientId(moduleId, username);
  }

  /** A module that takes registrations, and has the passwords of its people itself. */
  private instance(moduleId: string): AccountsInstance | undefined {
    const instance = this.dependencies.instances.get(moduleId);
    const isOpen = instance?.passwordsAt === undefined && instance?.options.selfRegistration.enabled === true;
    return isOpen ? instance : undefined;
  }
}

function hasUnusableName({ givenName, familyName }: RegisteringUser): boolean {
  return [givenName, familyName].some((name) => name.length > LONGEST_NAME || unseenProblem(name) !== undefined);
}

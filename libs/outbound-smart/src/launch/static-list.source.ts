import { Inject, Injectable } from '@nestjs/common';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import type { ListedContext } from './context-list.js';
import type { ContextChoice } from './context-choice.js';
import type { ContextPage, ContextQuestion, ContextSource, SearchField, SearchTerms } from './context-source.port.js';
import { fits, PAGE_LENGTH, pageOf } from './list-search.js';

/** Choices out of a file (`context_selection.list_file`): each with the users who may choose it. */
@Injectable()
export class StaticListSource implements ContextSource {
  /** The users of an entry as sign-in knows their names, worked out once. */
  private readonly names = new WeakMap<ListedContext, ReadonlySet<string>>();

  constructor(@Inject(USER_DIRECTORY) private readonly users: UserDirectory) {}

  searchFields(question: ContextQuestion): readonly SearchField[] {
    return this.allowed(question).length > PAGE_LENGTH ? ['name', 'identifier'] : [];
  }

  offered(question: ContextQuestion): Promise<ContextPage> {
    return this.search(question, {});
  }

  known(question: ContextQuestion, ids: readonly string[]): Promise<readonly ContextChoice[]> {
    return Promise.resolve(this.allowed(question).filter(({ id }) => ids.includes(id)));
  }

  search(question: ContextQuestion, terms: SearchTerms, page?: string): Promise<ContextPage> {
    const found = this.allowed(question).filter((choice) => fits(choice, terms));
    return Promise.resolve(pageOf(found, page));
  }

  private allowed({ instance, user, resourceType, patient }: ContextQuestion): readonly ContextChoice[] {
    const keyOf = (username: string) => this.users.usernameKey(instance.inboundModuleId, username);
    const key = keyOf(user.username);
    const listed = instance.contextList.filter(
      (each) =>
        each.resourceType === resourceType &&
        isOf(each, patient) &&
        (each.users.includes('*') || this.namesIn(each, keyOf).has(key)),
    );
    return listed.map(toChoice);
  }

  private namesIn(entry: ListedContext, keyOf: (username: string) => string): ReadonlySet<string> {
    const names = this.names.get(entry) ?? new Set(entry.users.map(keyOf));
    this.names.set(entry, names);
    return names;
  }
}

/** Whether it belongs to the patient in context: a visit of which nobody said whose it is could be another one's, a place is nobody's. */
function isOf({ resourceType, patient }: ListedContext, inContext: string | undefined): boolean {
  return patient === inContext || (patient === undefined && resourceType !== 'Encounter');
}

function toChoice({ users: _users, patient: _patient, ...choice }: ListedContext): ContextChoice {
  return choice;
}

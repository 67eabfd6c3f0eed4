import { Inject, Injectable } from '@nestjs/common';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import type { ListedContext } from './context-list.js';
import type { ContextChoice } from './context-choice.js';
import type { ContextPage, ContextQuestion, ContextSource } from './context-source.port.js';

/** Choices out of a file (`context_selection.list_file`): each with the users who may choose it. */
@Injectable()
export class StaticListSource implements ContextSource {
  constructor(@Inject(USER_DIRECTORY) private readonly users: UserDirectory) {}

  searchFields(): readonly never[] {
    return [];
  }

  offered(question: ContextQuestion): Promise<ContextPage> {
    return Promise.resolve({ choices: this.allowed(question).map(toChoice) });
  }

  known(question: ContextQuestion, ids: readonly string[]): Promise<readonly ContextChoice[]> {
    return Promise.resolve(
      this.allowed(question)
        .filter(({ id }) => ids.includes(id))
        .map(toChoice),
    );
  }

  search(question: ContextQuestion): Promise<ContextPage> {
    return this.offered(question);
  }

  private allowed({ instance, user, resourceType, patient }: ContextQuestion): readonly ListedContext[] {
    const keyOf = (username: string) => this.users.usernameKey(instance.inboundModuleId, username);
    const key = keyOf(user.username);
    return instance.contextList.filter(
      (each) =>
        each.resourceType === resourceType &&
        each.users.some((name) => name === '*' || keyOf(name) === key) &&
        (each.patient === undefined || each.patient === patient),
    );
  }
}

function toChoice({ users: _users, patient: _patient, ...choice }: ListedContext): ContextChoice {
  return choice;
}

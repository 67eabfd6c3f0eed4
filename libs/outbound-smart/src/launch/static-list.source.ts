import { Injectable } from '@nestjs/common';
import type { ListedContext } from './context-list.js';
import type { ContextChoice } from './context-choice.js';
import type { ContextPage, ContextQuestion, ContextSource } from './context-source.port.js';

/** Choices out of a file (`context_selection.list_file`): each with the users who may choose it. */
@Injectable()
export class StaticListSource implements ContextSource {
  searchFields(): readonly never[] {
    return [];
  }

  offered(question: ContextQuestion): Promise<ContextPage> {
    return Promise.resolve({ choices: allowed(question).map(toChoice) });
  }

  known(question: ContextQuestion, ids: readonly string[]): Promise<readonly ContextChoice[]> {
    return Promise.resolve(
      allowed(question)
        .filter(({ id }) => ids.includes(id))
        .map(toChoice),
    );
  }

  search(question: ContextQuestion): Promise<ContextPage> {
    return this.offered(question);
  }
}

function allowed({ instance, user, resourceType, patient }: ContextQuestion): readonly ListedContext[] {
  return instance.contextList.filter(
    (each) =>
      each.resourceType === resourceType &&
      (each.users.includes('*') || each.users.includes(user.username)) &&
      (each.patient === undefined || each.patient === patient),
  );
}

function toChoice({ users: _users, patient: _patient, ...choice }: ListedContext): ContextChoice {
  return choice;
}

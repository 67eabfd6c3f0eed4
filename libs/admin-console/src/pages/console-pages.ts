import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import type { PageAnswer } from '../http/console-answer.js';
import type { ConsoleVisit, ConsoleVisitor } from '../visitors/console-visit.js';
import { Visitors } from '../visitors/visitors.js';
import { menuFor } from './navigation.js';
import { noticeOf } from './notices.js';
import { ViewEngine } from './view-engine.js';

/** Makes the HTML of pages: what they say, in the frame of the person who looks at them. */
@Injectable()
export class ConsolePages {
  constructor(
    readonly views: ViewEngine,
    private readonly visitors: Visitors,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  render(
    { view, head, model }: Pick<PageAnswer, 'view' | 'head' | 'model'>,
    visitor: ConsoleVisitor | ConsoleVisit,
  ): string {
    const { request } = visitor;
    const { instance, path, query } = request;
    const person = 'user' in visitor ? visitor : undefined;
    return this.views.render(view, model, {
      ...{ base: instance.contextPath, now: this.clock.now(), path },
      ...{ title: head.title, crumbs: head.crumbs ?? [], csrf: this.visitors.csrfToken(visitor) },
      menu: person === undefined ? [] : menuFor(person.permissions, head.section),
      user: person && { username: person.user.username, name: nameOf(person.user) },
      notice: noticeOf(query.get('done')),
      ...{ nodeId: instance.nodeId, isEvaluation: instance.isEvaluation },
    } as never);
  }
}

function nameOf({ givenName, familyName, username }: ConsoleVisit['user']): string {
  const name = [givenName, familyName].filter((part) => part !== '').join(' ');
  return name === '' ? username : name;
}

import { Get } from '@nestjs/common';
import { NeedsPermission } from '#route-access/route-access.port';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { Visiting } from '../http/visiting.js';
import { CONSOLE_GATE } from '../visitors/console-access-check.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { Finder } from './finder.js';

/** Longest text that is searched for, in characters. */
const LONGEST = 200;

/** One box for everything (behaviour 1). */
@ConsoleController('search')
export class SearchController {
  constructor(private readonly finder: Finder) {}

  @Get()
  @NeedsPermission(CONSOLE_GATE)
  async search(@Visiting() visit: ConsoleVisit): Promise<ConsoleAnswer> {
    const text = (visit.request.query.get('q') ?? '').trim().slice(0, LONGEST);
    if (text === '') return page('search/results', { title: 'Search' }, { text, groups: [] });
    const groups = await this.finder.find(visit, text);
    const [exact, ...others] = groups.flatMap(({ rows }) => rows).filter(({ isExact }) => isExact);
    if (exact !== undefined && others.length === 0) return goTo(exact.href);
    return page('search/results', { title: `Search: ${text}` }, { text, groups });
  }
}

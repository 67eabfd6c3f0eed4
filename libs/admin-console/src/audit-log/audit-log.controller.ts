import { Get, Inject, Param } from '@nestjs/common';
import { AUDIT_QUERY, type AuditQuery, type AuditSearch } from '#audit/audit-query.port';
import { auditKinds } from '#audit/audit.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError } from '../http/console-error.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { auditFile } from './audit-file.js';
import { eventView, timelineOf } from './event-view.js';

const VIEW = 'VIEW_AUDIT_LOG';
/** Filters of the page, with what they are called. */
const FILTERS = [
  ['username', 'User name'],
  ['clientId', 'Client ID'],
  ['moduleId', 'Module'],
  ['errorReference', 'Reference (GH-…)'],
  ['jti', 'Token id (jti)'],
  ['flowId', 'Flow'],
  ['userPid', 'User number'],
  ['from', 'From (2026-01-31T08:00Z)'],
  ['to', 'Before'],
] as const;
const OTHERS = ['kind', 'outcome', 'cursor', 'pageSize'] as const;

/** What has happened: everything that changed something or was refused. */
@ConsoleController('audit')
export class AuditLogPagesController {
  constructor(@Inject(AUDIT_QUERY) private readonly audit: AuditQuery) {}

  @Get()
  @NeedsPermission(VIEW)
  async list(@Visiting() { request: { query } }: ConsoleVisit): Promise<ConsoleAnswer> {
    const search = searchOf(query);
    const part = await this.audit.read({ pageSize: '50', ...search });
    const isFiltered = Object.keys(search).some((name) => name !== 'cursor' && name !== 'pageSize');
    const found = part.kind === 'found' ? part : { events: [], nextCursor: undefined };
    const model = {
      filters: FILTERS.map(([name, label]) => ({ name, label, value: search[name] ?? '' })),
      kinds: auditKinds.map((kind) => ({ kind, isChosen: kind === search.kind })),
      outcome: search.outcome ?? '',
      problems:
        part.kind === 'refused'
          ? part.problems.map(({ field, problem, remedy }) => `${field} ${problem}. ${remedy}.`)
          : [],
      rows: found.events.map(eventView),
      ...{ isFiltered, isLater: search.cursor !== undefined },
      older: found.nextCursor === undefined ? undefined : pathWith(query, { cursor: found.nextCursor }),
      newest: pathWith(query, { cursor: undefined }),
      csv: pathWith(query, {}, '/audit/export.csv'),
      json: pathWith(query, {}, '/audit/export.json'),
    };
    return page('audit/list', { title: 'Audit log', section: '/audit' }, model, {
      status: part.kind === 'refused' ? 422 : 200,
    });
  }

  /** Every step of one authorization with the times between them (behaviour 22). */
  @Get('flow/:flow')
  @NeedsPermission(VIEW)
  async flow(@Param('flow') flowId: string): Promise<ConsoleAnswer> {
    const part = await this.audit.read({ flowId, pageSize: '500' });
    const events = part.kind === 'found' ? part.events : [];
    if (events.length === 0)
      throw new ConsoleError(404, 'Nothing is recorded of this flow. It may be older than the log is kept.');
    const crumbs = [{ label: 'Audit log', href: '/audit' }];
    return page(
      'audit/flow',
      { title: 'One authorization, step by step', section: '/audit', crumbs },
      { flowId, steps: timelineOf(events) },
    );
  }

  @Get('export.csv')
  @NeedsPermission(VIEW)
  csv(@Visiting() { request: { query } }: ConsoleVisit): ConsoleAnswer {
    return auditFile(this.audit, searchOf(query), 'csv');
  }

  @Get('export.json')
  @NeedsPermission(VIEW)
  json(@Visiting() { request: { query } }: ConsoleVisit): ConsoleAnswer {
    return auditFile(this.audit, searchOf(query), 'json');
  }
}

function searchOf(query: URLSearchParams): AuditSearch {
  const names = [...FILTERS.map(([name]) => name), ...OTHERS];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query.get(name)?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

function pathWith(
  query: URLSearchParams,
  changes: Readonly<Record<string, string | undefined>>,
  path = '/audit',
): string {
  const next = new URLSearchParams(query);
  next.delete('done');
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next.size === 0 ? path : `${path}?${next.toString()}`;
}

import { Get, Inject } from '@nestjs/common';
import { AUDIT_QUERY, type AuditQuery } from '#audit/audit-query.port';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { eventView } from '../audit-log/event-view.js';
import { page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { Visiting } from '../http/visiting.js';
import { modulePath } from '../modules/module-paths.js';
import { CONSOLE_GATE } from '../visitors/console-access-check.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { FirstRun } from './first-run.js';

/** The first page: whether everything runs, what failed lately, what is still to be set up. Each part for who may see it. */
@ConsoleController('')
export class HomeController {
  constructor(
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
    @Inject(AUDIT_QUERY) private readonly audit: AuditQuery,
    private readonly firstRun: FirstRun,
  ) {}

  @Get()
  @NeedsPermission(CONSOLE_GATE)
  async home(@Visiting() { permissions }: ConsoleVisit): Promise<ConsoleAnswer> {
    const maySeeModules = permissions.has('VIEW_MODULE_STATUS') || permissions.has('VIEW_MODULE_CONFIG');
    const [health, checklist, failures] = await Promise.all([
      maySeeModules ? this.health() : undefined,
      permissions.has('VIEW_MODULE_CONFIG') ? this.firstRun.items() : undefined,
      permissions.has('VIEW_AUDIT_LOG') ? this.failures() : undefined,
    ]);
    const open = checklist?.filter(({ verdict }) => verdict === 'open').length ?? 0;
    const model = {
      health,
      checklist: checklist?.map((item) => ({ ...item, look: LOOKS[item.verdict] })),
      open,
      failures,
    };
    return page('home', { title: 'Home', section: '/' }, model);
  }

  private async health() {
    const statuses = (await this.modules.statuses()).filter(({ state }) => state !== 'NOT_SUPPORTED');
    const rows = statuses.map(({ moduleId, moduleType, state, problems, pendingChanges }) => ({
      ...{ moduleId, moduleType, state, href: modulePath(moduleId) },
      problem: problems[0] === undefined ? undefined : `${problems[0].key} ${problems[0].problem}`,
      isWaiting: pendingChanges !== undefined,
      look: state === 'STARTED' && problems.length === 0 ? 'good' : 'problem',
    }));
    return { rows, isGood: rows.every(({ look }) => look === 'good') };
  }

  private async failures() {
    const part = await this.audit.read({ outcome: 'failure', pageSize: '8' });
    return { rows: part.kind === 'found' ? part.events.map(eventView) : [] };
  }
}

const LOOKS = { done: 'good', care: 'care', open: 'problem' } as const;

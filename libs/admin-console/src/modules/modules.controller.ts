import { Get, Inject, Param, Post } from '@nestjs/common';
import {
  MODULE_ADMINISTRATION,
  type ModuleAdministration,
  type ModuleStatus,
} from '#module-config/module-administration.port';
import { PROPERTY_OVERVIEW, type PropertyOverview, type PropertyValue } from '#module-config/property-overview.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { Editor } from '../editing/editor.js';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { NeedsProof } from '../http/needs-proof.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { editedModule, shownValue } from './edited-module.js';
import { modulePath } from './module-paths.js';

const VIEW = ['VIEW_MODULE_CONFIG', 'VIEW_MODULE_STATUS'] as const;
const CONTROL = ['CONTROL_MODULE', 'START_STOP_MODULE'] as const;
const UPDATE = 'UPDATE_MODULE_CONFIG';
const CRUMBS = [{ label: 'Modules', href: '/modules' }];

/** The modules of the server: what they are doing, and how they are configured. */
@ConsoleController('modules')
export class ModulesController {
  constructor(
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
    @Inject(PROPERTY_OVERVIEW) private readonly properties: PropertyOverview,
    private readonly editor: Editor,
  ) {}

  @Get()
  @NeedsPermission(...VIEW)
  async list(@Visiting() visit: ConsoleVisit): Promise<ConsoleAnswer> {
    const statuses = await this.modules.statuses();
    const rows = statuses.map((status) => ({ ...statusView(status), href: modulePath(status.moduleId) }));
    return page('modules/list', { title: 'Modules', section: '/modules' }, { rows, mayControl: mayControl(visit) });
  }

  @Get(':module')
  @NeedsPermission(...VIEW)
  async show(@Visiting() visit: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    const { status, found } = await this.find(visit, moduleId);
    const isAll = visit.request.query.get('show') === 'all';
    const values = visit.permissions.has('VIEW_MODULE_CONFIG') ? await this.valuesOf(visit, moduleId) : [];
    const model = {
      ...statusView(status),
      ...{ isAll, mayControl: mayControl(visit), mayUpdate: visit.permissions.has(UPDATE) },
      dependencies: found.module.dependencies,
      controlPath: modulePath(moduleId, '/control'),
      settingsPath: modulePath(moduleId, '/settings'),
      allPath: `${modulePath(moduleId)}?show=all`,
      path: modulePath(moduleId),
      values: values.filter(({ origin }) => isAll || origin !== 'default').map(valueView),
    };
    return page('modules/module', { title: moduleId, section: '/modules', crumbs: CRUMBS }, model);
  }

  @Post(':module/control')
  @NeedsPermission(...CONTROL)
  async control(@Visiting() visit: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    const { form, author, request } = visit;
    form.assertOnly((name) => name === 'do');
    const action = form.get('do');
    if (action !== 'start' && action !== 'stop' && action !== 'restart')
      throw new ConsoleError(400, 'Choose start, stop or restart.');
    const at = { nodeId: request.instance.nodeId, moduleId };
    const outcome = await this.modules.control(at, action, { ...author, answeredBy: request.instance.moduleId });
    if (outcome.kind === 'unknown') throw new ConsoleError(404, 'There is no such module.');
    if (outcome.kind === 'conflict') throw new ConsoleError(409, outcome.reason);
    return goTo(modulePath(moduleId), outcome.kind === 'failed' ? undefined : CONTROLLED[action]);
  }

  @Get(':module/settings')
  @NeedsPermission(UPDATE)
  async openSettings(@Visiting() visit: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    return this.editor.open(await this.edited(visit, moduleId));
  }

  @Post(':module/settings')
  @NeedsPermission(UPDATE)
  @NeedsProof()
  async saveSettings(@Visiting() visit: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    return this.editor.submit(visit, await this.edited(visit, moduleId));
  }

  private async edited(visit: ConsoleVisit, moduleId: string) {
    const { found } = await this.find(visit, moduleId);
    const only = (visit.request.query.get('key') ?? '').slice(0, 200);
    const isShown = ({ key, status, origin }: PropertyValue): boolean =>
      (status.kind === 'supported' || origin !== 'default') && key.includes(only);
    const query = only === '' ? '' : `?key=${encodeURIComponent(only)}`;
    const values = (await this.valuesOf(visit, moduleId)).filter(({ key }) => !key.endsWith('*'));
    return editedModule(this.modules, visit, { found, values, isShown, query });
  }

  private async valuesOf({ request: { instance } }: ConsoleVisit, moduleId: string): Promise<readonly PropertyValue[]> {
    return foundOr404(await this.properties.valuesOf({ nodeId: instance.nodeId, moduleId }), 'This module');
  }

  private async find({ request: { instance } }: ConsoleVisit, moduleId: string) {
    const found = foundOr404(await this.modules.find({ nodeId: instance.nodeId, moduleId }), 'This module');
    const status = (await this.modules.statuses()).find((each) => each.moduleId === moduleId);
    return { found, status: foundOr404(status, 'This module') };
  }
}

const CONTROLLED = { start: 'started', stop: 'stopped', restart: 'restarted' } as const;

function mayControl({ permissions }: ConsoleVisit): boolean {
  return CONTROL.some((name) => permissions.has(name));
}

function statusView({ moduleId, moduleType, state, problems, port, pendingChanges }: ModuleStatus) {
  return {
    ...{ moduleId, moduleType, state, problems, port, pendingChanges },
    look:
      state === 'STARTED' && problems.length === 0
        ? 'good'
        : state === 'FAILED' || problems.length > 0
          ? 'problem'
          : 'care',
    isRunning: state === 'STARTED',
    isSupported: state !== 'NOT_SUPPORTED',
  };
}

function valueView(value: PropertyValue) {
  const { key, help, origin, unit, pending, status } = value;
  return {
    ...{ key, help, origin, unit },
    value: shownValue(value),
    pending:
      pending === undefined
        ? undefined
        : { value: pending.value === undefined ? 'its default' : shownValue({ ...value, ...pending }) },
    isSupported: status.kind === 'supported',
  };
}

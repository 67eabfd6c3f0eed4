import { Delete, Get, Inject, Post, Put } from '@nestjs/common';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer, unlessKnown } from '../http/answer.js';
import { found } from '../http/refused-change.js';
import { AtModule } from '../http/path-parts.js';
import { archivedAnswer, NO_MODULE, writtenAnswer } from './module-answers.js';
import { moduleAuthor } from './module-author.js';
import { ModuleDto, ModuleSettingsDto, ModulesDto, NewModuleDto } from './module.dto.js';
import { exampleModule, exampleSettings } from './module-examples.js';
import { RestartQuery } from './restart.query.js';

const VIEW = ['VIEW_MODULE_CONFIG'] as const;
/** Where the property file defines the modules nothing is changed here. */
const OF_THE_FILE = [409];

/** Definitions of the modules. */
@AdminController('module-config', 'Modules')
export class ModuleConfigController {
  constructor(@Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration) {}

  @Get()
  @Opens({ summary: 'List modules', needs: VIEW, answers: { 200: ModulesDto } })
  async list(@Call() { instance: { nodeId } }: AdminCall) {
    const modules = (await this.modules.list()).map(({ module }) => module);
    return new Answer(200, { nodes: [{ nodeId, modules }] });
  }

  @Get('properties')
  @Opens({ summary: 'Export all modules as a property file', needs: VIEW, answers: { 200: 'text' } })
  async properties(@Call() _call: AdminCall) {
    return new Answer(200, await this.modules.exportProperties('removed'));
  }

  @Get(':node/:module')
  @Opens({ summary: 'Get a module', needs: VIEW, answers: { 200: ModuleDto }, tag: 'if-none-match' })
  async find(@Call() { knownTags }: AdminCall, @AtModule() at: ModuleKey) {
    const { module: json, version } = found(await this.modules.find(at), NO_MODULE);
    return unlessKnown({ json, version }, knownTags);
  }

  @Post(':node/:module/create')
  @Opens({
    ...{ summary: 'Add a module', needs: ['CREATE_MODULE'], answers: { 201: ModuleDto }, takes: NewModuleDto },
    ...{ example: exampleModule, refusals: OF_THE_FILE },
  })
  async create(@Call() call: AdminCall, @AtModule() at: ModuleKey) {
    return writtenAnswer(await this.modules.create(at, call.body(), { author: moduleAuthor(call) }));
  }

  @Put(':node/:module/set')
  @Opens({
    summary: 'Replace the properties of a module',
    ...{ needs: ['UPDATE_MODULE_CONFIG'], answers: { 200: ModuleDto }, takes: ModuleSettingsDto },
    ...{ query: RestartQuery, tag: 'if-match', example: exampleSettings, refusals: OF_THE_FILE },
  })
  async set(@Call() call: AdminCall<RestartQuery>, @AtModule() at: ModuleKey) {
    const writing = { ...call.change(), author: moduleAuthor(call), restart: call.query.restart === 'true' };
    return writtenAnswer(await this.modules.set(at, call.body(), writing));
  }

  @Delete(':node/:module/archive')
  @Opens({
    summary: 'Archive a module that was stopped',
    ...{ needs: ['ARCHIVE_MODULE'], answers: { 204: 'nothing' }, tag: 'if-match', refusals: OF_THE_FILE },
  })
  async archive(@Call() call: AdminCall, @AtModule() at: ModuleKey) {
    return archivedAnswer(await this.modules.archive(at, { ...call.change(), author: moduleAuthor(call) }));
  }
}

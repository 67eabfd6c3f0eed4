import { Get, Inject } from '@nestjs/common';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer } from '../http/answer.js';
import { RuntimeStatusDto } from './module.dto.js';

/** What the modules are doing. */
@AdminController('runtime-status', 'Modules')
export class RuntimeStatusController {
  constructor(@Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration) {}

  @Get('node-statuses/complete')
  @Opens({ summary: 'What every module is doing', needs: ['VIEW_MODULE_STATUS'], answers: { 200: RuntimeStatusDto } })
  async all(@Call() { instance: { nodeId } }: AdminCall) {
    return new Answer(200, { nodes: [{ nodeId, modules: await this.modules.statuses() }] });
  }
}

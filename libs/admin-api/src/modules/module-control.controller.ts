import { Inject, Post } from '@nestjs/common';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { AtModule } from '../http/path-parts.js';
import { controlAnswer } from './module-answers.js';
import { moduleAuthor } from './module-author.js';
import { ModuleStatusDto } from './module.dto.js';

const CONTROL = ['CONTROL_MODULE', 'START_STOP_MODULE'] as const;
const answers = { 200: ModuleStatusDto };
/** It cannot start; others need it, or it is about to be something else. */
const refusals = [409, 412];

/** Starts and stops modules. */
@AdminController('module-config', 'Modules')
export class ModuleControlController {
  constructor(@Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration) {}

  @Post(':node/:module/start')
  @Opens({ summary: 'Start a module', needs: CONTROL, answers, refusals })
  async start(@Call() call: AdminCall, @AtModule() at: ModuleKey) {
    return controlAnswer(await this.modules.control(at, 'start', moduleAuthor(call)));
  }

  @Post(':node/:module/stop')
  @Opens({ summary: 'Stop a module', needs: CONTROL, answers, refusals })
  async stop(@Call() call: AdminCall, @AtModule() at: ModuleKey) {
    return controlAnswer(await this.modules.control(at, 'stop', moduleAuthor(call)));
  }

  @Post(':node/:module/restart')
  @Opens({ summary: 'Restart a module with its current definition', needs: CONTROL, answers, refusals })
  async restart(@Call() call: AdminCall, @AtModule() at: ModuleKey) {
    return controlAnswer(await this.modules.control(at, 'restart', moduleAuthor(call)));
  }
}

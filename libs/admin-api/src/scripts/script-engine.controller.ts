import { Get, Inject, Post } from '@nestjs/common';
import { SCRIPT_LIBRARY, type ScriptLibrary } from '#scripts/script-library.port';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer } from '../http/answer.js';
import { SourceCheckDto, SourceDto, SuspendedScriptsDto } from './script.dto.js';
import { readSource } from './read-source.js';

/** The engine that scripts run in. */
@AdminController('script-engine', 'Scripts')
export class ScriptEngineController {
  constructor(@Inject(SCRIPT_LIBRARY) private readonly scripts: ScriptLibrary) {}

  @Post('check')
  @Opens({
    summary: 'Tell whether a source could be saved; nothing of it is run',
    ...{
      needs: ['UPDATE_MODULE_CONFIG'],
      answers: { 200: SourceCheckDto },
      takes: SourceDto,
      example: { source: 'function onTokenGenerating(theUserSession) {}' },
    },
  })
  async check(@Call() { body }: AdminCall) {
    const { source, ecmascriptModule } = readSource(body());
    return new Answer(200, await this.scripts.check(source, ecmascriptModule));
  }

  @Get('suspended')
  @Opens({
    summary: 'List the scripts that the process that answers leaves alone',
    ...{ needs: ['VIEW_MODULE_CONFIG'], answers: { 200: SuspendedScriptsDto } },
  })
  suspended() {
    return new Answer(200, { scripts: this.scripts.suspended() });
  }
}

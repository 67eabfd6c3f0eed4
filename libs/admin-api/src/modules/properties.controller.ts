import { Get, Inject } from '@nestjs/common';
import { PROPERTY_OVERVIEW, type PropertyOverview } from '#module-config/property-overview.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer } from '../http/answer.js';
import { found } from '../http/refused-change.js';
import { AtModule } from '../http/path-parts.js';
import { NO_MODULE } from './module-answers.js';
import { PropertyReportsDto, PropertyValuesDto } from './property.dto.js';

const VIEW = ['VIEW_MODULE_CONFIG'] as const;

/** What the properties of modules are now, and what becomes of them. */
@AdminController('module-config', 'Modules')
export class PropertiesController {
  constructor(@Inject(PROPERTY_OVERVIEW) private readonly overview: PropertyOverview) {}

  @Get('property-report')
  @Opens({
    summary: 'What becomes of the properties of all modules',
    needs: VIEW,
    answers: { 200: PropertyReportsDto },
  })
  async reports(@Call() _call: AdminCall) {
    return new Answer(200, { reports: await this.overview.reports() });
  }

  @Get(':node/:module/effective')
  @Opens({
    summary: 'The properties a module runs with, their origins, and what waits for its restart',
    needs: VIEW,
    answers: { 200: PropertyValuesDto },
  })
  async values(@Call() _call: AdminCall, @AtModule() at: ModuleKey) {
    return new Answer(200, { properties: found(await this.overview.valuesOf(at), NO_MODULE) });
  }
}

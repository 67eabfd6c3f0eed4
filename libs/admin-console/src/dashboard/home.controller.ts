import { Get } from '@nestjs/common';
import { NeedsPermission } from '#route-access/route-access.port';
import { page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { CONSOLE_GATE } from '../visitors/console-access-check.js';

/** The first page. */
@ConsoleController('')
export class HomeController {
  @Get()
  @NeedsPermission(CONSOLE_GATE)
  home(): ConsoleAnswer {
    return page('home', { title: 'Home', section: '/' }, {});
  }
}

import { All } from '@nestjs/common';
import { PublicRoute } from '#route-access/route-access.port';
import { ConsoleController } from './console-route.js';
import { ConsoleError } from './console-error.js';

/** What no other route answers. */
@ConsoleController('')
@PublicRoute('There is nothing here.')
export class NothingController {
  @All('*')
  answer(): never {
    throw new ConsoleError(
      404,
      'There is nothing at this address. It may be from an older link; the menu leads to what there is.',
    );
  }
}

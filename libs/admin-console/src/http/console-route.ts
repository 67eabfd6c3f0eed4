import { applyDecorators, Controller, UseFilters, UseInterceptors } from '@nestjs/common';
import { ConsoleAnswers } from './console-answers.interceptor.js';
import { ConsoleErrorFilter } from './console-error.filter.js';
import { CONSOLE_PREFIX } from './console-prefix.js';
import { ProofInterceptor } from './proof.interceptor.js';

/** A controller of pages below this path of the console. Each of its routes says by `NeedsPermission` who may open it. */
export function ConsoleController(path: string): ClassDecorator {
  return applyDecorators(
    Controller(`${CONSOLE_PREFIX}/${path}`),
    UseFilters(ConsoleErrorFilter),
    UseInterceptors(ConsoleAnswers, ProofInterceptor),
  );
}

import { Injectable } from '@nestjs/common';
import type { ContextChoice } from './context-choice.js';
import type { ContextPage, ContextSource } from './context-source.port.js';

/** No source at all: a person has the default launch contexts of the account, which come before every source. */
@Injectable()
export class DefaultContextsSource implements ContextSource {
  searchFields(): readonly never[] {
    return [];
  }

  offered(): Promise<ContextPage> {
    return Promise.resolve({ choices: [] });
  }

  known(): Promise<readonly ContextChoice[]> {
    return Promise.resolve([]);
  }

  search(): Promise<ContextPage> {
    return Promise.resolve({ choices: [] });
  }
}

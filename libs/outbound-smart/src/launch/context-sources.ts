import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import {
  CONTEXT_SOURCES,
  ContextSourceError,
  type ContextQuestion,
  type ContextSource,
} from './context-source.port.js';

/** The source that the configuration of an instance names (`context_selection.source`). */
@Injectable()
export class ContextSources {
  private readonly logger = new Logger('ContextSelection');

  constructor(@Inject(CONTEXT_SOURCES) private readonly byName: ReadonlyMap<string, ContextSource>) {}

  /** @throws Error when there is no such source: a fault of ours, the configuration was checked */
  of({ options }: OutboundSmartInstance): ContextSource {
    const source = this.byName.get(options.contextSelection.source);
    if (source === undefined) throw new Error(`There is no context source ${options.contextSelection.source}.`);
    return source;
  }

  /** The source's answer; undefined where it has none now, and the log says why. */
  async asking<T>(question: ContextQuestion, ask: (source: ContextSource) => Promise<T>): Promise<T | undefined> {
    try {
      return await ask(this.of(question.instance));
    } catch (error) {
      if (!(error instanceof ContextSourceError)) throw error;
      const { moduleId } = question.instance;
      this.logger.warn(`${moduleId}: the choices of type ${question.resourceType} cannot be had: ${error.message}`);
      return undefined;
    }
  }
}

import { Logger, type LoggerService } from '@nestjs/common';
import { legibleLines } from '#protocol/legible-text';
import { withoutSecretShapes } from '#protocol/secret-shapes';
import type { Terminal } from '../terminal.js';

/** Warnings and errors of what works inside, as lines on standard error; nothing else is logged. */
export function installCommandLog(terminal: Terminal): void {
  const tell = (message: unknown): void => {
    const text = message instanceof Error ? message.message : String(message);
    terminal.err(`${legibleLines(withoutSecretShapes(text))}\n`);
  };
  const silent = (): void => undefined;
  const log: LoggerService = { log: silent, debug: silent, verbose: silent, warn: tell, error: tell, fatal: tell };
  Logger.overrideLogger(log);
}

import type { LoggerService } from '@nestjs/common';

/** Keeps what is logged, one JSON text per call. */
export class MemoryLog implements LoggerService {
  readonly entries: string[] = [];
  log(...parts: unknown[]): void {
    this.entries.push(JSON.stringify(parts));
  }
  warn = this.log.bind(this);
  error = this.log.bind(this);
}

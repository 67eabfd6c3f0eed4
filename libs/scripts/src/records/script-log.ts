import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { idleWarning } from '../running/missing-function.js';
import { functionsInFileOf } from '../called-functions.js';
import type { FinishedRun } from './finished-run.js';
import { MinuteQuota } from './minute-quota.js';

/** Lines of the server's log in a minute, for each module. */
const MOST_LINES = 1_000;
/** Characters of a line. */
const LONGEST_LINE = 2_000;
const MINUTE = 60_000; // ms
/** Texts of scripts that are remembered to have been told. */
const MOST_TOLD = 500;

/** What scripts say, in the log of the server: each line at its level, each failure as an error. */
@Injectable()
export class ScriptLog implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Script');
  private readonly quota = new MinuteQuota(MOST_LINES);
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.endMinute();
    }, MINUTE).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.endMinute();
  }

  write({ run, outcome, lines }: FinishedRun, runId: string): void {
    const { script, functionName } = run;
    const about = { moduleId: script.settings.moduleId, script: script.name, function: functionName, runId };
    for (const { level, text } of lines) this.line(level, about, text);
    if (outcome.kind !== 'failed') return;
    const { reason, detail, position } = outcome;
    this.line('error', { ...about, reason, ...position }, detail);
  }

  /** A script that has nothing for its place is told once for each of its texts: that is no error, and hardly what was wanted. */
  idle({ run: { script, functionName }, version }: FinishedRun): void {
    if (version === undefined) return;
    const warning = idleWarning(functionsInFileOf(functionName), version.text);
    const { moduleId } = script.settings;
    const key = `${moduleId} ${functionName} ${version.hash}`;
    if (warning === undefined || this.told.has(key)) return;
    if (this.told.size >= MOST_TOLD) this.told.clear();
    this.told.add(key);
    this.line('warn', { moduleId, script: script.name, function: functionName }, `It does nothing here: ${warning}`);
  }

  private line(level: Level, about: About, text: string): void {
    if (!this.quota.take(about.moduleId)) return;
    const entry = { message: text.slice(0, LONGEST_LINE), ...about };
    if (level === 'info') this.logger.log(entry);
    else this.logger[level](entry);
  }

  private endMinute(): void {
    for (const [moduleId, beyond] of this.quota.end())
      this.logger.warn({ message: `${String(beyond)} more lines of scripts are not in this log`, moduleId });
  }
}

/** Whose line it is, and of which run. */
interface About {
  readonly moduleId: string;
  readonly [name: string]: string | number;
}

type Level = 'debug' | 'info' | 'warn' | 'error';

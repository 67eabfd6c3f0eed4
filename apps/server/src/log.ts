import { Logger, type LoggerService } from '@nestjs/common';
import { pino, type LoggerOptions } from 'pino';
import { systemClock } from '#protocol/clock';
import { withoutSecretShapes } from '#protocol/secret-shapes';
import { LogOutput } from './log-output.js';

/** Fields that could hold a secret are blotted out wherever they turn up (R-20, V-102). */
const REDACTED = ['password', 'secret', 'client_secret', 'authorization', 'cookie', 'token', 'code_verifier'];

/** One JSON object a line on standard output; Nest's own start-up chatter is left out. @returns where else may be written what people read there */
export function installLog(): LogOutput {
  const output = new LogOutput(process.stdout, lostLines);
  Logger.overrideLogger(jsonLog(output));
  return output;
}

/** The line in the place of lines that nobody took. */
function lostLines(lost: number): string {
  const time = systemClock.now().toISOString();
  return `${JSON.stringify({ level: 'warn', time, context: 'Log', msg: `${lost} lines are lost: nobody took them` })}\n`;
}

function jsonLog(output: LogOutput): LoggerService {
  const options: LoggerOptions = {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED.flatMap((name) => [`entry.${name}`, `entry.*.${name}`]), censor: '[redacted]' },
    hooks: { streamWrite: withoutSecretShapes },
  };
  const log = pino(options, output);
  const write =
    (level: 'info' | 'warn' | 'error' | 'debug') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined;
      if (level === 'info' && context !== undefined && FRAMEWORK.has(context)) return;
      if (context === THROWN_AS_WELL) return;
      if (message instanceof Error) log[level]({ context, stack: message.stack }, message.message);
      else if (typeof message === 'string') log[level]({ context }, message);
      else log[level]({ context, entry: message });
    };
  return {
    log: write('info'),
    warn: write('warn'),
    error: write('error'),
    debug: write('debug'),
    verbose: write('debug'),
    fatal: write('error'),
  };
}

/** Where Nest reports why the application could not be made. It throws the same error, and the launcher explains that one. */
const THROWN_AS_WELL = 'ExceptionHandler';

const FRAMEWORK = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'TypeOrmCoreModule',
]);

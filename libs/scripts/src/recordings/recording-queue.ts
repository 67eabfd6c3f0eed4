import type { LoggerService, OnModuleDestroy } from '@nestjs/common';
import type { Clock } from '#protocol/clock';
import type { KnownSecrets } from '#protocol/known-secrets';
import { randomId } from '#protocol/random';
import { redactSession } from './redaction/redact-session.js';
import { LARGEST_SESSION, type RecordedSession, type SessionEnding } from './recorded-session.js';
import type { SealedSessions } from './sealed-sessions.js';
import type { NewRecording, RecordingStore } from './stores/recording.store.js';

/** Sessions that wait to be written; what comes beyond is not kept. */
const MOST_WAITING = 100;
/** Milliseconds in which they gather. */
const GATHERING = 1_000;

/** See `redaction/stand-ins.ts`, which counts from 1. */
const REMOVED = 'removed-0';

/** A session as it was, to be redacted before anything is written. */
export interface RawRecording extends Pick<
  NewRecording,
  'moduleId' | 'functionName' | 'scriptName' | 'scriptVersion' | 'retentionHours'
> {
  readonly session: RecordedSession;
  readonly ended: SessionEnding;
  /** What stands nowhere in what is kept. */
  readonly secrets: KnownSecrets;
}

interface WaitingRecording extends RawRecording {
  readonly recordedAt: Date;
}

/** What the queue works with. */
export interface RecordingQueueParts {
  readonly store: Pick<RecordingStore, 'add'>;
  readonly seals: SealedSessions;
  readonly clock: Clock;
  readonly logger: Pick<LoggerService, 'warn'>;
}

/** Redacts, seals and writes recordings behind the requests that they come from, many in one statement. What cannot be written is lost. */
export class RecordingQueue implements OnModuleDestroy {
  private waiting: WaitingRecording[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RecordingQueueParts) {}

  add(recording: RawRecording): void {
    if (this.waiting.length >= MOST_WAITING) return;
    this.waiting.push({ ...recording, recordedAt: this.parts.clock.now() });
    this.timer ??= setTimeout(() => void this.flush(), GATHERING).unref();
  }

  /** Resolves when everything that was added before is written, or given up. Never rejects: nobody who is served waits for a recording. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing
      .then(() => this.write(this.waiting.splice(0)))
      .catch((error: unknown) => {
        this.parts.logger.warn(`Recorded sessions of scripts could not be kept: ${nameOf(error)}`);
      });
    return this.writing;
  }

  onModuleDestroy(): Promise<void> {
    return this.flush();
  }

  private async write(batch: readonly WaitingRecording[]): Promise<void> {
    const rows: NewRecording[] = [];
    for (const recording of batch) {
      const row = this.row(recording);
      if (row !== undefined) rows.push(row);
      // Requests come in between: redaction of many sessions is no business of theirs.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    if (rows.length === 0) return;
    await this.parts.store.add(rows).catch((error: unknown) => {
      this.parts.logger.warn(`${String(rows.length)} recorded sessions of scripts could not be kept: ${String(error)}`);
    });
  }

  /** Undefined for what is not kept. Whatever somebody made a session of costs this session alone. */
  private row(recording: WaitingRecording): NewRecording | undefined {
    try {
      return this.redacted(recording);
    } catch (error) {
      this.parts.logger.warn(
        `A recorded session of ${recording.scriptName} could not be redacted and is not kept: ${nameOf(error)}`,
      );
      return undefined;
    }
  }

  private redacted({ session, ended, secrets, ...recording }: WaitingRecording): NewRecording | undefined {
    const json = JSON.stringify(session);
    if (json.length > LARGEST_SESSION) return undefined;
    const id = randomId();
    // Of its ending there is nothing that a script wrote.
    const redacted = { ...redactSession(withoutKnown(json, secrets)), ended };
    return { ...recording, id, sealed: this.parts.seals.seal(id, redacted) };
  }
}

/** The session without secrets that are known by their text, in place of which there is what stands for any secret: the field that it is in may not tell of it. */
function withoutKnown(json: string, secrets: KnownSecrets): RecordedSession {
  return JSON.parse(json, (_name, value: unknown) => {
    if (typeof value === 'string') return secrets.without(value, REMOVED);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [secrets.without(name, REMOVED), each as unknown]),
    );
  }) as RecordedSession;
}

/** Its message may have what was to be redacted. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

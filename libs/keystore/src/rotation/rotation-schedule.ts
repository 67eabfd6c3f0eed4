import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { BackgroundWork } from '#database/background-work.port';
import type { Clock } from '#protocol/clock';
import type { FieldProblem } from '#protocol/json/json-fields';
import { withoutEnded } from '#protocol/keys/key-succession';
import { isDue, type KeyRotation } from './key-rotation.js';
import { everyKeystore } from '../administration/every-keystore.js';
import type { KeystoreStore, StoredKeystore } from '../stores/keystore.store.js';

/** Milliseconds between two looks at what is due. */
const EVERY_MS = 60_000;
const AUTHOR = { kind: 'server', actor: 'key rotation' } as const;

/** What {@link RotationSchedule} works with. */
export interface ScheduleParts {
  readonly store: KeystoreStore;
  readonly rotation: KeyRotation;
  /** The database's, so that all processes look at one calendar. */
  readonly clock: Clock;
  readonly background: BackgroundWork;
}

/**
 * Rotates the keystores whose time has come, and removes keys that nobody needs any more. Every process looks; who comes second to a keystore
 * finds that nothing is due any more.
 */
export class RotationSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Keystores');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly parts: ScheduleParts) {}

  /** What became due while no process ran is not kept waiting. */
  onApplicationBootstrap(): void {
    if (!this.parts.background.isDoneHere) return;
    this.timer = setInterval(() => {
      this.#look();
    }, EVERY_MS).unref();
    this.#look();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One look; what fails is tried again at the next. */
  async run(): Promise<void> {
    try {
      for await (const keystore of everyKeystore(this.parts.store)) await this.#attendTo(keystore);
    } catch (error) {
      this.logger.warn(`Keystores could not be looked at: ${String(error)}`);
    }
  }

  #look(): void {
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  async #attendTo(keystore: StoredKeystore): Promise<void> {
    const { rotation, clock } = this.parts;
    const { keystoreId, keys } = keystore;
    const now = clock.now();
    try {
      if (withoutEnded(keys, now).length < keys.length) await rotation.removeEnded(keystoreId, AUTHOR);
      if (!isDue(keystore, now)) return;
      const outcome = await rotation.rotateIfDue(keystoreId, now, AUTHOR);
      if (outcome?.kind === 'refused') this.#tellRefused(keystoreId, outcome.problems);
    } catch (error) {
      this.logger.warn(`The keys of "${keystoreId}" could not be rotated: ${String(error)}`);
    }
  }

  #tellRefused(keystoreId: string, problems: readonly FieldProblem[]): void {
    const reasons = problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    this.logger.warn(`The keys of "${keystoreId}" are due and were not rotated: ${reasons}`);
  }
}

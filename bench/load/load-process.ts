import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { LoadMessage, Measurement, MeasurementOrder } from './measurement.js';
import type { WindowListener } from './measure.js';

/** The process that makes the load, apart from what it measures and from the one that counts. */
export class LoadProcess {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'main.js'), { execArgv: [] });

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** @throws Error an answer was wrong, or the process died */
  measure(order: MeasurementOrder, listener: WindowListener): Promise<Measurement> {
    return new Promise((resolve, reject) => {
      const died = (): void => reject(new Error('The load process died'));
      const heard = (message: LoadMessage): void => {
        if (message.kind === 'opened') listener.opened();
        else if (message.kind === 'closed') listener.closed();
        else {
          this.#child.off('message', heard).off('exit', died);
          if (message.kind === 'measured') resolve(message.measurement);
          else reject(new Error(message.reason));
        }
      };
      this.#child.on('message', heard).once('exit', died);
      this.#child.send(order);
    });
  }

  stop(): void {
    this.#child.disconnect();
  }
}

import type { INestApplicationContext } from '@nestjs/common';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ModuleRuntime, RunningState } from '#module-config/module-runtime.port';
import type { ServerConfiguration } from '../../../server/src/configuration.js';
import { currentModules, type CurrentModules } from '../../../server/src/runtime/current-modules.js';
import { LiveModules } from '../../../server/src/runtime/live-modules.js';

/**
 * The modules of an installation for one command: none runs, and all are there to be administered, those that a server could not start or was told
 * to stop as well.
 */
export class CommandRuntime implements ModuleRuntime {
  readonly live = new LiveModules();
  private current: CurrentModules | undefined;
  private app: INestApplicationContext | undefined;

  constructor(private readonly configuration: ServerConfiguration) {}

  /** What a server would not start with, or warn of. */
  get findings(): Pick<CurrentModules, 'problems' | 'warnings'> {
    return this.current ?? { problems: [], warnings: [] };
  }

  /** From now on the modules are those of the installation. */
  async begin(app: INestApplicationContext): Promise<void> {
    this.app = app;
    await this.follow();
  }

  async follow(): Promise<void> {
    if (this.app === undefined) return;
    this.current = await currentModules(this.app, this.configuration);
    this.live.put(this.current.modules);
  }

  definitions(): Promise<readonly ModuleDefinition[]> {
    return Promise.resolve(this.current?.definitions ?? []);
  }

  stateOf(): RunningState | undefined {
    return undefined;
  }
}

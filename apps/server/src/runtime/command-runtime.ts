import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ModuleRuntime, RunningState } from '#module-config/module-runtime.port';
import type { ServerConfiguration } from '../configuration.js';
import { judgedSeedProblems, unloaded } from '../preparation/outstanding-seeds.js';
import { currentModules, type CurrentModules } from './current-modules.js';
import type { RegisteredServices } from './registered-services.js';
import { LiveModules } from './live-modules.js';

/** What a server would not start with, warn of, or read without effect. */
export type ModuleFindings = Pick<CurrentModules, 'problems' | 'warnings' | 'propertyReports'>;

/**
 * The modules of an installation for one command: none runs, and all are there to be administered, those that a server could not start or was told
 * to stop as well.
 */
export class CommandRuntime implements ModuleRuntime {
  readonly live = new LiveModules();
  private current: CurrentModules | undefined;
  private app: RegisteredServices | undefined;

  constructor(private readonly configuration: ServerConfiguration) {}

  get findings(): ModuleFindings {
    return this.current ?? { problems: [], warnings: [], propertyReports: [] };
  }

  /** From now on the modules are those of the installation. */
  async begin(app: RegisteredServices): Promise<void> {
    this.app = app;
    await this.follow();
  }

  async follow(): Promise<void> {
    if (this.app === undefined) return;
    const current = await currentModules(this.app, this.configuration);
    const { outstanding } = await judgedSeedProblems(this.app, current.modules.seeds);
    const isOfFile = current.origin === 'file';
    this.current = {
      ...current,
      problems: [...current.problems, ...(isOfFile ? outstanding : [])],
      warnings: [...current.warnings, ...(isOfFile ? [] : unloaded(outstanding))],
    };
    this.live.replace(current.modules);
  }

  definitions(): Promise<readonly ModuleDefinition[]> {
    return Promise.resolve(this.current?.definitions ?? []);
  }

  stateOf(): RunningState | undefined {
    return undefined;
  }
}

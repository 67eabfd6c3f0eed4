// The bench: scripts to be tried, and what modules have recorded. Apart from the module that runs scripts, because it looks at those that ask for it.
// Expects the tokens AUDIT_LOG, BACKGROUND_WORK, PROPERTY_OVERVIEW, SERVER_SCRIPTS and TOKEN_PREVIEW from global modules.
import { Logger, Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { RowPurge } from '#database/row-purge.port';
import { PROPERTY_OVERVIEW, type PropertyOverview } from '#module-config/property-overview.port';
import { HOST_ANSWERS, type HostAnswers } from '../running/host-answers.js';
import { ScriptExecution } from '../running/script-execution.js';
import { KeptSessions } from '../recordings/kept-sessions.js';
import { RecordingStore } from '../recordings/stores/recording.store.js';
import { SCRIPT_BENCH, SCRIPT_RECORDINGS } from '../script-bench.port.js';
import { SCRIPT_LIBRARY, type ScriptLibrary } from '../script-library.port.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { SERVER_SCRIPTS, type ServerScripts } from '../server-scripts.port.js';
import { TOKEN_PREVIEW, type TokenPreview } from '../token-preview.port.js';
import { BenchedScripts } from './benched-scripts.js';
import { BenchTrials } from './bench-trial.js';
import { ModuleScripts } from './module-scripts.js';
import { SandboxedBench } from './sandboxed-bench.js';

const trials = {
  provide: BenchTrials,
  inject: [ScriptExecution, TOKEN_PREVIEW],
  useFactory: (execution: ScriptExecution, preview: TokenPreview) => new BenchTrials(execution, preview),
};

const scripts = {
  provide: BenchedScripts,
  inject: [PROPERTY_OVERVIEW, SCRIPT_SURROUNDINGS, SCRIPT_LIBRARY, SERVER_SCRIPTS],
  useFactory: (
    overview: PropertyOverview,
    { nodeId }: ScriptSurroundings,
    library: ScriptLibrary,
    servers: ServerScripts,
  ) => new BenchedScripts(new ModuleScripts(overview, nodeId), (...named) => sourceIn(library, ...named), servers),
};

const bench = {
  provide: SCRIPT_BENCH,
  inject: [BenchTrials, BenchedScripts, KeptSessions, HOST_ANSWERS, AUDIT_LOG],
  useFactory: (
    ...[own, named, sessions, live, audit]: [BenchTrials, BenchedScripts, KeptSessions, HostAnswers, AuditLog]
  ) => new SandboxedBench({ trials: own, scripts: named, sessions, live, audit }),
};

const purge = {
  provide: RowPurge,
  inject: [RecordingStore, BACKGROUND_WORK],
  useFactory: (store: RecordingStore, background: BackgroundWork) =>
    new RowPurge({
      ...{ rows: 'recorded sessions of scripts', background, logger: new Logger('Scripts') },
      portion: () => store.purge(),
    }),
};

/** Of the version, or of the active one. */
async function sourceIn(library: ScriptLibrary, id: string, version: number | undefined): Promise<string | undefined> {
  const number = version ?? (await library.find(id))?.json.active.number;
  return number === undefined ? undefined : (await library.version(id, number))?.source;
}

/** Provides SCRIPT_BENCH and SCRIPT_RECORDINGS. */
@Module({})
export class ScriptBenchModule {
  /** @param imports the module that runs scripts */
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return {
      ...{ module: ScriptBenchModule, imports },
      providers: [trials, scripts, bench, purge, { provide: SCRIPT_RECORDINGS, useExisting: KeptSessions }],
      exports: [SCRIPT_BENCH, SCRIPT_RECORDINGS],
    };
  }
}

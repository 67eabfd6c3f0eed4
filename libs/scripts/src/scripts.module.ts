// Administrators' scripts: where their sources come from, how they run, what is kept of it. Owns their ports; must not know which module calls them.
// Expects the tokens SQL, CHANGE_FEED, AUDIT_LOG, SECRET_ENCRYPTION, EGRESS and CLOCK from global modules.
import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ROWS_OF_SCRIPTS } from '#module-config/rows-of-module.port';
import { SCRIPT_CHECK } from '#module-config/script-check.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { FHIR_ACCESS_PLACE } from './fhir-access.port.js';
import { HostCalls } from './apis/host-calls.js';
import { AUTHENTICATION_SCRIPT } from './authentication-script.port.js';
import { CODAP_SCRIPT } from './codap-script.port.js';
import { AuthorTrial } from './library/author-trial.js';
import { LibrarySources } from './library/library-sources.js';
import { ScriptAdministrator } from './library/script-administrator.js';
import { ScriptImport } from './library/script-import.js';
import { ScriptWriter } from './library/script-writer.js';
import { SourceJudgement } from './library/source-judgement.js';
import { POST_AUTHORIZE_SCRIPT } from './post-authorize-script.port.js';
import { REGISTRATION_SCRIPT } from './registration-script.port.js';
import { KeptSessions } from './recordings/kept-sessions.js';
import { RecordingStore } from './recordings/stores/recording.store.js';
import { recordingProviders } from './recordings/recording.providers.js';
import { RunRecords } from './records/run-records.js';
import { ScriptLog } from './records/script-log.js';
import { AuthenticationEngine } from './running/authentication-engine.js';
import { CodapEngine } from './running/codap-engine.js';
import { HOST_ANSWERS } from './running/host-answers.js';
import { PostAuthorizeEngine } from './running/post-authorize-engine.js';
import { RegistrationEngine } from './running/registration-engine.js';
import { ScriptExecution } from './running/script-execution.js';
import { SandboxedScriptRunner } from './running/sandboxed-script-runner.js';
import { SCRIPT_RUNNER } from './running/script-runner.js';
import { SignInEngine } from './running/sign-in-engine.js';
import { UserMappingEngine } from './running/user-mapping-engine.js';
import { SANDBOX } from './sandbox/sandbox.js';
import { SandboxHealth } from './sandbox/sandbox-health.js';
import { ScriptSandbox } from './sandbox/script-sandbox.js';
import { ScriptProblems } from './library/script-problems.js';
import { SCRIPT_HEALTH } from './script-health.port.js';
import { SCRIPT_LIBRARY } from './script-library.port.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from './script-surroundings.js';
import { SIGN_IN_SCRIPT } from './sign-in-script.port.js';
import { ConfiguredSources } from './sources/configured-sources.js';
import { FileSources } from './sources/file-sources.js';
import { SCRIPT_SOURCES } from './sources/script-sources.js';
import { SCRIPT_STORE } from './stores/script.store.js';
import { SqlScriptStore } from './stores/typeorm/sql-script.store.js';
import { USER_MAPPING_SCRIPT } from './user-mapping-script.port.js';

/** What modules call, each behind its port. */
const scripts = [
  { provide: AUTHENTICATION_SCRIPT, useClass: AuthenticationEngine },
  { provide: CODAP_SCRIPT, useClass: CodapEngine },
  { provide: POST_AUTHORIZE_SCRIPT, useClass: PostAuthorizeEngine },
  { provide: REGISTRATION_SCRIPT, useClass: RegistrationEngine },
  { provide: SIGN_IN_SCRIPT, useClass: SignInEngine },
  { provide: USER_MAPPING_SCRIPT, useClass: UserMappingEngine },
];

/** Whatever it suspends is put on record, and that it cannot run anything. */
function sandboxOf(clock: Clock, records: RunRecords): ScriptSandbox {
  return new ScriptSandbox({
    clock,
    onSuspended: (suspension) => {
      records.suspended(suspension);
    },
    onOutage: (cause) => {
      records.outage(cause);
    },
  });
}

/** What runs them. */
const running = [
  LibrarySources,
  ScriptAdministrator,
  AuthorTrial,
  ScriptImport,
  SourceJudgement,
  ScriptWriter,
  { provide: SCRIPT_LIBRARY, useExisting: ScriptAdministrator },
  { provide: ROWS_OF_SCRIPTS, useExisting: RecordingStore },
  ScriptProblems,
  { provide: SCRIPT_CHECK, useExisting: ScriptProblems },
  { provide: SCRIPT_STORE, useClass: SqlScriptStore },
  ...recordingProviders,
  ScriptExecution,
  RunRecords,
  ScriptLog,
  { provide: SCRIPT_RUNNER, useClass: SandboxedScriptRunner },
  FileSources,
  { provide: SCRIPT_SOURCES, useClass: ConfiguredSources },
  { provide: ScriptSandbox, useFactory: sandboxOf, inject: [CLOCK, RunRecords] },
  { provide: SANDBOX, useExisting: ScriptSandbox },
  { provide: SCRIPT_HEALTH, useClass: SandboxHealth },
  HostCalls,
  { provide: HOST_ANSWERS, useExisting: HostCalls },
  { provide: FHIR_ACCESS_PLACE, useExisting: HostCalls },
];

/** What the module of the bench needs. */
const forTheBench = [HOST_ANSWERS, ScriptExecution, SCRIPT_SURROUNDINGS, KeptSessions, RecordingStore];

@Module({
  providers: [...running, ...scripts],
  exports: [
    ...scripts.map(({ provide }) => provide),
    FHIR_ACCESS_PLACE,
    ROWS_OF_SCRIPTS,
    SCRIPT_CHECK,
    SCRIPT_HEALTH,
    SCRIPT_LIBRARY,
    ...forTheBench,
  ],
})
export class ScriptsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(ScriptSandbox) private readonly sandbox: ScriptSandbox,
    @Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: ScriptSurroundings,
  ) {}

  static forRoot(surroundings: ScriptSurroundings): DynamicModule {
    return {
      module: ScriptsModule,
      global: true,
      providers: [{ provide: SCRIPT_SURROUNDINGS, useValue: surroundings }],
    };
  }

  /** Nobody waits for it: the server is there while the first thread starts. */
  onApplicationBootstrap(): void {
    void this.surroundings.hasScripts().then((has) => {
      if (has) this.sandbox.warm();
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.sandbox.close();
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { RunRecords } from '../records/run-records.js';
import { SessionRecorder } from '../recordings/session-recorder.js';
import { HOST_ANSWERS, type HostAnswers } from './host-answers.js';
import { ScriptExecution } from './script-execution.js';
import type { ScriptAnswer, ScriptRun, ScriptRunner } from './script-runner.js';
import { answerOf } from './settled-run.js';

/** {@link ScriptRunner} of real requests: what is logged is put on record, and where the module asks for it the session is recorded. */
@Injectable()
export class SandboxedScriptRunner implements ScriptRunner {
  constructor(
    @Inject(HOST_ANSWERS) private readonly host: HostAnswers,
    private readonly execution: ScriptExecution,
    private readonly records: RunRecords,
    private readonly recorder: SessionRecorder,
  ) {}

  async run<T>(run: ScriptRun<T>): Promise<ScriptAnswer<T>> {
    const tape = this.recorder.start(run, this.host);
    const holder = run.script.settings.moduleId;
    const finished = await this.execution.execute(run, { host: tape?.host ?? this.host, holder });
    const runId = this.records.add(finished);
    tape?.keep(finished, runId);
    return answerOf(finished, runId);
  }
}

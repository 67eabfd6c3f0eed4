import { Delete, Get, Inject, Post } from '@nestjs/common';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ModuleKey } from '#protocol/administration/module-key';
import {
  SCRIPT_BENCH,
  SCRIPT_RECORDINGS,
  type BenchBusy,
  type BenchDone,
  type ScriptBench,
  type ScriptRecordings,
} from '#scripts/script-bench.port';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer } from '../http/answer.js';
import { ApiError } from '../http/api-error.js';
import { DEEP_BODY } from '../http/json-body.js';
import { AtModule, Part } from '../http/path-parts.js';
import { found, settled } from '../http/refused-change.js';
import { NO_MODULE } from '../modules/module-answers.js';
import { assertSuperuser } from './assert-superuser.js';
import { RecordingQueryDto } from './recording.query.js';
import { RecordingDto, RecordingsDto, RemovedRecordingsDto } from './recording.dto.js';
import { ReplayDto, ReplayResultDto } from './replay.dto.js';
import { BenchRunDto, BenchRunResultDto, BenchSamplesDto } from './script-bench.dto.js';

const VIEW = ['VIEW_MODULE_CONFIG'] as const;
const EDIT = ['UPDATE_MODULE_CONFIG'] as const;
/** Seconds after which somebody else's run is over. */
const SHORTLY = 5;
const source =
  "function onTokenGenerating(theUserSession) {\n  theUserSession.addLaunchResourceId('patient', '555');\n}\n";

/** Where scripts are tried: nothing that happens here is there afterwards. */
@AdminController('script-bench', 'Scripts')
export class ScriptBenchController {
  constructor(
    @Inject(SCRIPT_BENCH) private readonly bench: ScriptBench,
    @Inject(SCRIPT_RECORDINGS) private readonly recordings: ScriptRecordings,
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
  ) {}

  @Get('samples')
  @Opens({ summary: 'List situations to try scripts in', needs: VIEW, answers: { 200: BenchSamplesDto } })
  samples() {
    return new Answer(200, { samples: this.bench.samples() });
  }

  @Post('run')
  @Opens({
    summary: 'Run a function of a script and tell what it would have meant',
    ...{ needs: EDIT, answers: { 200: BenchRunResultDto }, takes: BenchRunDto, refusals: [503] },
    example: { function: 'onTokenGenerating', moduleId: 'smart_auth', script: { text: source }, sample: 'ehr-launch' },
  })
  async run(@Call() { body, author }: AdminCall) {
    return new Answer(200, resultOf(await this.bench.run(body(DEEP_BODY), author)));
  }

  @Post('replay')
  @Opens({
    summary: 'Run two scripts side by side over recorded sessions, as a holder of ROLE_SUPERUSER',
    ...{ needs: EDIT, answers: { 200: ReplayResultDto }, takes: ReplayDto, refusals: [503] },
    example: {
      ...{ function: 'onTokenGenerating', moduleId: 'smart_auth', last: 20 },
      ...{ old: { text: source }, new: { text: source.replace('555', '556') } },
    },
  })
  async replay(@Call() { body, author }: AdminCall) {
    return new Answer(200, resultOf(await this.bench.replay(body(), author)));
  }

  @Get('recordings/:node/:module')
  @Opens({
    summary: 'List recorded sessions of a module, as a holder of ROLE_SUPERUSER',
    ...{ needs: EDIT, answers: { 200: RecordingsDto }, query: RecordingQueryDto },
  })
  async list(@Call() { query, author }: AdminCall<RecordingQueryDto>, @AtModule() at: ModuleKey) {
    assertSuperuser(author);
    return new Answer(200, { recordings: await this.recordings.list(await this.wanted(at, query)) });
  }

  @Delete('recordings/:node/:module')
  @Opens({
    summary: 'Remove recorded sessions of a module, as a holder of ROLE_SUPERUSER',
    ...{ needs: EDIT, answers: { 200: RemovedRecordingsDto }, query: RecordingQueryDto },
  })
  async remove(@Call() { query, author }: AdminCall<RecordingQueryDto>, @AtModule() at: ModuleKey) {
    assertSuperuser(author);
    return new Answer(200, { removed: await this.recordings.remove(await this.wanted(at, query), author) });
  }

  @Get('recording/:id')
  @Opens({
    summary: 'Get a recorded session, as a holder of ROLE_SUPERUSER',
    needs: EDIT,
    answers: { 200: RecordingDto },
    refusals: [404],
  })
  async find(@Call() { author }: AdminCall, @Part('id') id: string) {
    assertSuperuser(author);
    return new Answer(200, found(await this.recordings.find(id), `No recorded session with id ${id}`));
  }

  private async wanted(at: ModuleKey, { functionName }: RecordingQueryDto) {
    const { moduleId } = found(await this.modules.find(at), NO_MODULE).module;
    return { moduleId, ...(functionName !== '' && { functionName }) };
  }
}

/** @throws ApiError — it was refused, or has to wait */
function resultOf(outcome: BenchDone<unknown> | BenchBusy | ChangeRefusal): unknown {
  if (outcome.kind === 'busy')
    throw new ApiError(503, 'Too many scripts are on the bench; try again in a few seconds.', {
      retryAfterSeconds: SHORTLY,
    });
  return settled(outcome, '').result;
}

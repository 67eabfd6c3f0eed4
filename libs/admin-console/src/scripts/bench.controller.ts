import { Get, Inject, Post } from '@nestjs/common';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import { isUnlimited } from '#protocol/administration/author-problems';
import type { JsonObject } from '#protocol/json/json-object';
import { NeedsPermission } from '#route-access/route-access.port';
import {
  benchCallModes,
  SCRIPT_BENCH,
  SCRIPT_RECORDINGS,
  type ScriptBench,
  type ScriptRecordings,
} from '#scripts/script-bench.port';
import { SCRIPT_LIBRARY, type ScriptLibrary } from '#scripts/script-library.port';
import { page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleForm } from '../http/console-form.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { runView, type RunView } from './run-view.js';

const EDIT = 'UPDATE_MODULE_CONFIG';
const FIELDS = ['script', 'source', 'module', 'situation', 'input', 'calls'] as const;

/** Where scripts are tried on samples and recorded sessions: nothing that happens here is there afterwards. */
@ConsoleController('script-bench')
export class BenchPagesController {
  constructor(
    @Inject(SCRIPT_BENCH) private readonly bench: ScriptBench,
    @Inject(SCRIPT_RECORDINGS) private readonly recordings: ScriptRecordings,
    @Inject(SCRIPT_LIBRARY) private readonly scripts: ScriptLibrary,
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
  ) {}

  @Get()
  @NeedsPermission(EDIT)
  async open(@Visiting() visit: ConsoleVisit): Promise<ConsoleAnswer> {
    const id = visit.request.query.get('script') ?? '';
    const script = id === '' ? undefined : await this.scripts.find(id);
    const source = script?.json.active.source ?? '';
    const moduleId = visit.request.query.get('module') ?? script?.json.usedBy?.[0] ?? '';
    return this.page(visit, {
      script: script === undefined ? '' : id,
      source,
      module: moduleId,
      situation: '',
      input: '',
      calls: '',
    });
  }

  @Post()
  @NeedsPermission(EDIT)
  async run(@Visiting() visit: ConsoleVisit): Promise<ConsoleAnswer> {
    const { form, author } = visit;
    form.assertOnly((name) => (FIELDS as readonly string[]).includes(name));
    const filled = filledIn(form);
    const request = requestOf(filled, this.bench.samples());
    if ('problem' in request) return this.page(visit, filled, { problem: request.problem });
    const outcome = await this.bench.run(request.body, author);
    if (outcome.kind === 'busy')
      return this.page(visit, filled, { problem: 'Too many scripts are on the bench. Try again in a few seconds.' });
    if (outcome.kind === 'done') return this.page(visit, filled, { run: runView(outcome.result) });
    const problem =
      'problems' in outcome
        ? outcome.problems.map((each) => `${each.field} ${each.problem}. ${each.remedy}.`).join(' ')
        : 'There is no such module or script.';
    return this.page(visit, filled, { problem });
  }

  private async page(
    visit: ConsoleVisit,
    filled: Filled,
    came: { readonly run?: RunView; readonly problem?: string } = {},
  ): Promise<ConsoleAnswer> {
    const modules = (await this.modules.list())
      .map(({ module }) => module)
      .filter(({ moduleType }) => moduleType.startsWith('SECURITY_'));
    const samples = this.bench.samples().map(({ id, title, functionName }) => ({
      value: `sample:${id}`,
      label: `${functionName}: ${title}`,
      isChosen: filled.situation === `sample:${id}`,
    }));
    const recorded =
      filled.module !== '' && isUnlimited(visit.author) ? await this.recordings.list({ moduleId: filled.module }) : [];
    const model = {
      ...filled,
      ...{ run: came.run, problem: came.problem, samples },
      modules: modules.map(({ moduleId }) => ({ moduleId, isChosen: moduleId === filled.module })),
      recordings: recorded.slice(0, 50).map(({ id, functionName, recordedAt }) => ({
        value: `recording:${id}`,
        label: `${functionName}: recorded ${recordedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
        isChosen: filled.situation === `recording:${id}`,
      })),
      callModes: benchCallModes.map((mode) => ({ mode, label: CALLS[mode], isChosen: mode === filled.calls })),
    };
    const crumbs = [{ label: 'Scripts', href: '/scripts' }];
    return page('scripts/bench', { title: 'Script bench', section: '/scripts', crumbs }, model, {
      status: came.problem === undefined ? 200 : 422,
    });
  }
}

/** How calls of other servers are answered, in words. */
const CALLS = {
  refused: 'not at all',
  recorded: 'as they were answered when the session was recorded',
  live: 'by the servers themselves',
} as const;

type Filled = Readonly<Record<(typeof FIELDS)[number], string>>;

function filledIn(form: ConsoleForm): Filled {
  return Object.fromEntries(FIELDS.map((name) => [name, form.get(name) ?? ''])) as Filled;
}

function requestOf(
  { source, module, situation, input, calls }: Filled,
  samples: ReturnType<ScriptBench['samples']>,
): { readonly body: JsonObject } | { readonly problem: string } {
  const [kind, id = ''] = situation.split(':', 2);
  const sample = samples.find((each) => each.id === id);
  if (kind === 'sample' && sample === undefined) return { problem: 'Choose a situation to try the script in.' };
  const common = {
    ...(module !== '' && { moduleId: module }),
    ...(source.trim() !== '' && { script: { text: source } }),
    ...(calls !== '' && { calls }),
  };
  if (kind === 'recording') return { body: { ...common, recordingId: id } };
  if (sample === undefined) return { problem: 'Choose a situation to try the script in.' };
  if (input.trim() === '') return { body: { ...common, function: sample.functionName, sample: sample.id } };
  try {
    return { body: { ...common, function: sample.functionName, input: JSON.parse(input) as JsonObject } };
  } catch (error) {
    return { problem: `The input is no JSON: ${error instanceof Error ? error.message : ''}` };
  }
}

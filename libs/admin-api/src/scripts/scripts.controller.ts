import { Delete, Get, Inject, Post, Put } from '@nestjs/common';
import { SCRIPT_LIBRARY, type ScriptLibrary } from '#scripts/script-library.port';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer, unlessKnown } from '../http/answer.js';
import { found } from '../http/refused-change.js';
import { pageAnswer, PageQuery } from '../http/paging.js';
import { Part, Pid } from '../http/path-parts.js';
import { savedAnswer } from '../http/saved.js';
import {
  RollbackDto,
  ScriptDifferenceDto,
  ScriptDto,
  ScriptHistoryDto,
  ScriptListDto,
  ScriptVersionDto,
  ScriptVersionListDto,
} from './script.dto.js';
import { ScriptListQuery } from './script-list.query.js';

const VIEW = ['VIEW_MODULE_CONFIG'] as const;
const EDIT = ['UPDATE_MODULE_CONFIG'] as const;
const example = {
  scriptId: 'launch-context',
  description: 'The patient of the launch',
  source: "function onTokenGenerating(theUserSession) {\n  theUserSession.addLaunchResourceId('patient', '555');\n}\n",
  comment: 'First version',
};
const none = (id: string): string => `No script with id ${id}`;

/** The library of scripts: every version is kept, one of them runs. Only superusers change it. */
@AdminController('scripts', 'Scripts')
export class ScriptsController {
  constructor(@Inject(SCRIPT_LIBRARY) private readonly scripts: ScriptLibrary) {}

  @Get()
  @Opens({ summary: 'List scripts', needs: VIEW, answers: { 200: ScriptListDto }, query: ScriptListQuery })
  async list(@Call() { query }: AdminCall<ScriptListQuery>) {
    return pageAnswer('scripts', await this.scripts.list(query));
  }

  @Get(':id')
  @Opens({
    summary: 'Get a script with the source that runs',
    ...{ needs: VIEW, answers: { 200: ScriptDto }, tag: 'if-none-match' },
  })
  async find(@Call() { knownTags }: AdminCall, @Part('id') id: string) {
    return unlessKnown(found(await this.scripts.find(id), none(id)), knownTags);
  }

  @Post()
  @Opens({
    summary: 'Add a script, or bring an archived one back',
    ...{ needs: EDIT, answers: { 201: ScriptDto }, takes: ScriptDto, example },
  })
  async create(@Call() { body, author }: AdminCall) {
    return savedAnswer(await this.scripts.create(body(), author), '', ({ script }) => script);
  }

  @Put(':id')
  @Opens({
    summary: 'Save a script: another source is its next version and runs from then on',
    ...{ needs: EDIT, answers: { 200: ScriptDto }, takes: ScriptDto, tag: 'if-match', example },
  })
  async replace(@Call() call: AdminCall, @Part('id') id: string) {
    return savedAnswer(await this.scripts.replace(id, call.body(), call.change()), none(id), ({ script }) => script);
  }

  @Delete(':id')
  @Opens({
    summary: 'Archive a script that no module names; its versions stay',
    ...{ needs: EDIT, answers: { 200: ScriptDto }, tag: 'if-match' },
  })
  async archive(@Call() call: AdminCall, @Part('id') id: string) {
    return savedAnswer(await this.scripts.archive(id, call.change()), none(id), ({ script }) => script);
  }

  @Post(':id/rollback')
  @Opens({
    summary: 'Have another version run',
    ...{
      needs: EDIT,
      answers: { 200: ScriptDto },
      takes: RollbackDto,
      tag: 'if-match',
      example: { version: 1, comment: 'The second one forgets the encounter' },
    },
  })
  async rollBack(@Call() call: AdminCall, @Part('id') id: string) {
    return savedAnswer(await this.scripts.rollBack(id, call.body(), call.change()), none(id), ({ script }) => script);
  }

  @Get(':id/versions')
  @Opens({
    summary: 'List the versions of a script',
    needs: VIEW,
    answers: { 200: ScriptVersionListDto },
    query: PageQuery,
  })
  async versions(@Call() { query }: AdminCall<PageQuery>, @Part('id') id: string) {
    return pageAnswer('versions', found(await this.scripts.versions(id, query), none(id)));
  }

  @Get(':id/versions/:number')
  @Opens({ summary: 'Get a version with its source', needs: VIEW, answers: { 200: ScriptVersionDto } })
  async version(@Part('id') id: string, @Pid('number') number: number) {
    return new Answer(200, found(await this.scripts.version(id, number), `${none(id)} and version ${String(number)}`));
  }

  @Get(':id/versions/:from/diff/:to')
  @Opens({
    summary: 'Tell what is different between two versions',
    ...{ needs: VIEW, answers: { 200: ScriptDifferenceDto } },
  })
  async difference(@Part('id') id: string, @Pid('from') from: number, @Pid('to') to: number) {
    const difference = await this.scripts.difference(id, from, to);
    return new Answer(200, found(difference, `${none(id)} and versions ${String(from)} and ${String(to)}`));
  }

  @Get(':id/history')
  @Opens({
    summary: 'Tell what happened to a script',
    needs: VIEW,
    answers: { 200: ScriptHistoryDto },
    query: PageQuery,
  })
  async history(@Call() { query }: AdminCall<PageQuery>, @Part('id') id: string) {
    return pageAnswer('events', found(await this.scripts.history(id, query), none(id)));
  }
}

import { Delete, Get, Inject, Post, Put } from '@nestjs/common';
import { KEYSTORE_ADMINISTRATION, type KeystoreAdministration } from '#keystore/keystore-administration.port';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer, unlessKnown } from '../http/answer.js';
import { found, settled } from '../http/refused-change.js';
import { pageAnswer, PageQuery } from '../http/paging.js';
import { Part } from '../http/path-parts.js';
import { savedAnswer } from '../http/saved.js';
import { KeystoreDto, KeystoreListDto } from './keystore.dto.js';
import { readRotation, RotationDto } from './rotation.dto.js';

const MANAGE = ['OPENID_CONNECT_MANAGE_KEYSTORES'] as const;
const exampleKeystore = { keystoreId: 'my-keystore', rotationDays: 90 };
const none = (id: string): string => `No Keystore with id ${id}`;

/** Keystores; private keys go in and never come out. */
@AdminController('keystores', 'Keystores')
export class KeystoresController {
  constructor(@Inject(KEYSTORE_ADMINISTRATION) private readonly keystores: KeystoreAdministration) {}

  @Get()
  @Opens({ summary: 'List keystores', needs: MANAGE, answers: { 200: KeystoreListDto }, query: PageQuery })
  async list(@Call() { query }: AdminCall<PageQuery>) {
    return pageAnswer('keystores', await this.keystores.list(query));
  }

  @Get(':id')
  @Opens({ summary: 'Get a keystore', needs: MANAGE, answers: { 200: KeystoreDto }, tag: 'if-none-match' })
  async find(@Call() { knownTags }: AdminCall, @Part('id') id: string) {
    return unlessKnown(found(await this.keystores.find(id), none(id)), knownTags);
  }

  @Post()
  @Opens({
    summary: 'Add a keystore',
    ...{ needs: MANAGE, answers: { 201: KeystoreDto }, takes: KeystoreDto, example: exampleKeystore },
  })
  async create(@Call() { body, author }: AdminCall) {
    return savedAnswer(await this.keystores.create(body(), author), '', ({ keystore }) => keystore);
  }

  @Put(':id')
  @Opens({
    summary: 'Replace a keystore',
    ...{ needs: MANAGE, answers: { 200: KeystoreDto }, takes: KeystoreDto, tag: 'if-match', example: exampleKeystore },
  })
  async replace(@Call() call: AdminCall, @Part('id') id: string) {
    const saving = await this.keystores.replace(id, call.body(), call.change());
    return savedAnswer(saving, none(id), ({ keystore }) => keystore);
  }

  @Delete(':id')
  @Opens({ summary: 'Remove a keystore for good', needs: MANAGE, answers: { 204: 'nothing' }, tag: 'if-match' })
  async remove(@Call() call: AdminCall, @Part('id') id: string) {
    settled(await this.keystores.remove(id, call.change()), none(id));
    return new Answer(204);
  }

  @Post(':id/rotate')
  @Opens({
    summary: 'Replace its keys by new ones',
    ...{
      needs: MANAGE,
      answers: { 200: KeystoreDto },
      mayTake: RotationDto,
      tag: 'if-match',
      example: { leadSeconds: 600 },
    },
  })
  async rotate(@Call() call: AdminCall, @Part('id') id: string) {
    const wanted = readRotation(call.bodyOrNothing());
    const saving = await this.keystores.rotate(id, { ...call.change(), ...wanted });
    return savedAnswer(saving, none(id), ({ keystore }) => keystore);
  }

  @Post(':id/reload')
  @Opens({ summary: 'Read its file anew', needs: MANAGE, answers: { 200: KeystoreDto }, refusals: [412] })
  async reload(@Call() { author }: AdminCall, @Part('id') id: string) {
    return savedAnswer(await this.keystores.reload(id, author), none(id), ({ keystore }) => keystore);
  }
}

import { Delete, Get, Inject, Post, Put } from '@nestjs/common';
import { USER_ADMINISTRATION, type UserAdministration } from '#inbound-security/user-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer, unlessKnown } from '../http/answer.js';
import { found, settled } from '../http/refused-change.js';
import { pageAnswer } from '../http/paging.js';
import { AtModule, Part, Pid } from '../http/path-parts.js';
import { savedAnswer } from '../http/saved.js';
import { PasskeyListDto, passkeyJson } from './passkey.dto.js';
import { UserListQuery } from './user-list.query.js';
import { UserDto, UserListDto } from './user.dto.js';

const VIEW = ['VIEW_USERS'] as const;
const CREATE = ['CREATE_USER'] as const;
const UPDATE = ['UPDATE_USER', 'SAVE_USER'] as const;
const example = {
  ...{ username: 'jdoe', password: 'a sentence is a good password', givenName: 'Jane', familyName: 'Doe' },
  authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
};
const NO_USER = 'There is no such user.';
const NO_PASSKEY = 'There is no such user, or no such passkey of theirs.';
const NO_MODULE = 'There is no such inbound module, or none with accounts.';

/** Users of the inbound modules, whoever knows their passwords. */
@AdminController('user-management', 'Users')
export class UsersController {
  constructor(@Inject(USER_ADMINISTRATION) private readonly users: UserAdministration) {}

  @Get(':node/:module')
  @Opens({ summary: 'List or search users', needs: VIEW, answers: { 200: UserListDto }, query: UserListQuery })
  async list(@Call() { query }: AdminCall<UserListQuery>, @AtModule() at: ModuleKey) {
    return pageAnswer('users', found(await this.users.list(at, query), NO_MODULE));
  }

  @Get(':node/:module/:pid')
  @Opens({ summary: 'Get a user', needs: VIEW, answers: { 200: UserDto }, tag: 'if-none-match' })
  async find(@Call() { knownTags }: AdminCall, @AtModule() at: ModuleKey, @Pid('pid') pid: number) {
    return unlessKnown(found(await this.users.find({ ...at, pid }), NO_USER), knownTags);
  }

  @Post(':node/:module')
  @Opens({ summary: 'Add a user', needs: CREATE, answers: { 201: UserDto }, takes: UserDto, example })
  async create(@Call() { body, author }: AdminCall, @AtModule() at: ModuleKey) {
    return savedAnswer(await this.users.create(at, body(), { author }), NO_MODULE, ({ user }) => user);
  }

  @Put(':node/:module/:pid')
  @Opens({
    summary: 'Replace a user',
    ...{ needs: UPDATE, answers: { 200: UserDto }, takes: UserDto, tag: 'if-match', example },
  })
  async replace(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Pid('pid') pid: number) {
    const saving = await this.users.replace({ ...at, pid }, call.body(), call.change());
    return savedAnswer(saving, NO_USER, ({ user }) => user);
  }

  @Delete(':node/:module/:pid')
  @Opens({ summary: 'Delete a user', needs: UPDATE, answers: { 204: 'nothing' }, tag: 'if-match' })
  async remove(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Pid('pid') pid: number) {
    settled(await this.users.remove({ ...at, pid }, call.change()), NO_USER);
    return new Answer(204);
  }

  @Delete(':node/:module/:pid/second-factor')
  @Opens({
    summary: 'Take away a user’s authenticator app, passkeys and recovery codes, and end their sessions',
    ...{ needs: UPDATE, answers: { 204: 'nothing' }, tag: 'if-match' },
  })
  async resetSecondFactor(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Pid('pid') pid: number) {
    settled(await this.users.resetSecondFactor({ ...at, pid }, call.change()), NO_USER);
    return new Answer(204);
  }

  @Get(':node/:module/:pid/passkeys')
  @Opens({ summary: 'List a user’s passkeys', needs: VIEW, answers: { 200: PasskeyListDto } })
  async passkeys(@AtModule() at: ModuleKey, @Pid('pid') pid: number) {
    const passkeys = found(await this.users.passkeys({ ...at, pid }), NO_USER);
    return new Answer(200, { passkeys: passkeys.map(passkeyJson) });
  }

  @Delete(':node/:module/:pid/passkeys/:passkey')
  @Opens({
    summary: 'Take away one of a user’s passkeys',
    ...{ needs: UPDATE, answers: { 204: 'nothing' }, tag: 'if-match' },
  })
  async removePasskey(
    @Call() call: AdminCall,
    @AtModule() at: ModuleKey,
    @Pid('pid') pid: number,
    @Part('passkey') passkey: string,
  ) {
    settled(await this.users.removePasskey({ ...at, pid }, passkey, call.change()), NO_PASSKEY);
    return new Answer(204);
  }
}

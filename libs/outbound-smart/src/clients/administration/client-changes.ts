import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import type { BulkNotes } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import type { Clock } from '#protocol/clock';
import { CLIENT_STORE, type ClientStore } from '../../stores/client.store.js';
import { ClientRecords } from '../client-records.js';
import { SecretHasher } from '../secret-hasher.js';
import { decideClient, type ClientDecision } from './client-decision.js';
import { ClientWriting, type Writing } from './client-writing.js';
import type { ClientWish } from './client-wish.js';
import type { WishMode } from './decision-problems.js';

/** What became of a client that was wanted. */
export type ClientOutcome = BulkNotes &
  (
    | { readonly kind: 'created'; readonly settings: ClientSettings }
    | {
        readonly kind: 'changed';
        readonly before: ClientDefinition;
        readonly settings: ClientSettings;
        readonly fields: readonly string[];
      }
    | { readonly kind: 'unchanged'; readonly before: ClientDefinition }
    | { readonly kind: 'skipped'; readonly reason: string }
    | ChangeRefusal
  );

/** How wishes are meant. */
export interface WishTerms {
  readonly mode: WishMode;
  readonly author: ChangeAuthor;
  /** Why, in the author's words. */
  readonly comment?: string;
  /** Says what would become of each, and writes nothing. */
  readonly dryRun: boolean;
}

/**
 * The one way in which administrators change clients, one or five hundred (ruling 52): each is decided about, all are written and told to all nodes
 * in one transaction, then put on record. The number of statements does not depend on how many they are.
 */
@Injectable()
export class ClientChanges {
  constructor(
    @Inject(CLIENT_STORE) private readonly store: ClientStore,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(DATABASE_CLOCK) private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly writing: ClientWriting,
    private readonly records: ClientRecords,
  ) {}

  /** One outcome for each wish, in their order. When it is done, no request to this process finds a client as it was. */
  async apply(wishes: readonly ClientWish[], terms: WishTerms): Promise<readonly ClientOutcome[]> {
    const decisions = await this.decide(wishes, terms);
    const writings = decisions.filter((decision): decision is Writing => decision.kind === 'write');
    const written = terms.dryRun ? new Set(writings) : await this.writing.write(writings, terms);
    if (!terms.dryRun) await Promise.all([...written].map((each) => this.record(each, terms)));
    return decisions.map((decision) =>
      decision.kind === 'write' ? outcomeOf(decision, written.has(decision)) : decision,
    );
  }

  private async decide(wishes: readonly ClientWish[], terms: WishTerms): Promise<readonly ClientDecision[]> {
    const stored = await this.stored(wishes);
    const users = await this.namesOfUsers(wishes.filter((wish) => !stored.has(keyOf(wish.client))));
    const keys = wishes.map(({ client }) => keyOf(client));
    const own = await this.ownOfStranger(wishes, terms.author);
    return Promise.all(
      wishes.map((wish, index) =>
        decideClient(wish, {
          ...terms,
          stored: stored.get(keyOf(wish.client)),
          isNameOfUser: users.has(keyOf(wish.client)),
          isOfStranger: own !== undefined,
          isReachable: own?.has(keyOf(wish.client)) ?? true,
          isRepeated: keys.indexOf(keyOf(wish.client)) < index,
          fits: (text, hash) => this.hasher.fitsInTime(text, hash),
          now: this.clock.now(),
        }),
      ),
    );
  }

  /** Keys of the clients that the author made, if they have their account from nobody; undefined for everybody else. */
  private async ownOfStranger(
    wishes: readonly ClientWish[],
    { userPid }: ChangeAuthor,
  ): Promise<ReadonlySet<string> | undefined> {
    if (userPid === undefined || !(await this.users.isSelfMade(userPid))) return undefined;
    const own = await this.store.madeBy(
      userPid,
      wishes.map(({ client }) => client),
    );
    return new Set(own.map(keyOf));
  }

  private async stored(wishes: readonly ClientWish[]): Promise<ReadonlyMap<string, ClientDefinition>> {
    const found = await this.store.findMany(wishes.map(({ client }) => client));
    return new Map(found.map((client) => [keyOf(client), client]));
  }

  /** Keys of those wishes whose id is the name of a user (ruling 49). */
  private async namesOfUsers(wishes: readonly ClientWish[]): Promise<ReadonlySet<string>> {
    const byModule = Map.groupBy(wishes, ({ instance }) => instance);
    const taken = await Promise.all(
      [...byModule].map(async ([instance, own]) => {
        const { moduleId } = instance;
        const names = await this.users.usernamesAmong(
          instance.inboundModuleId,
          own.map(({ client }) => client.clientId),
        );
        return names.map((clientId) => keyOf({ moduleId, clientId }));
      }),
    );
    return new Set(taken.flat());
  }

  private record({ before, settings, fields }: Writing, { author, comment }: WishTerms): Promise<void> {
    const why = comment === undefined ? {} : { comment };
    if (before === undefined) return this.records.record(settings, author, { change: 'created', ...why });
    const version = before.version + 1;
    if (settings.archivedAt !== undefined)
      return this.records.record(settings, author, { change: 'archived', version, ...why });
    return this.records.record(settings, author, { change: 'updated', fields, version, ...why });
  }
}

function outcomeOf(writing: Writing, isWritten: boolean): ClientOutcome {
  const { unknownFields, warnings, before, settings, fields } = writing;
  const notes = { unknownFields, warnings };
  if (!isWritten) return { ...notes, kind: 'stale' };
  return before === undefined
    ? { ...notes, kind: 'created', settings }
    : { ...notes, kind: 'changed', before, settings, fields };
}

/** Neither id has a line break. */
function keyOf({ moduleId, clientId }: Pick<ClientSettings, 'moduleId' | 'clientId'>): string {
  return `${moduleId}\n${clientId}`;
}

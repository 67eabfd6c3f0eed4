import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import { readIdentity, type SkinIdentity } from '../../package/skin-identity.js';
import {
  SKINS_TOPIC,
  type NewSkin,
  type Portion,
  type SkinCalling,
  type SkinNaming,
  type SkinReader,
  type SkinStore,
  type StoredSkin,
  type WornDecision,
  type WornSkin,
  type WornWriting,
} from '../skin.store.js';
import { skinOf, stepOf, wornOf, type NamedRow, type SkinRow, type StepRow, type WornRow } from './skin-rows.js';
import { statements } from './skin-statements.js';

/** {@link SkinStore} in PostgreSQL. */
@Injectable()
export class SqlSkinStore implements SkinStore {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
  ) {}

  async list({ offset, limit }: Portion) {
    const [rows, [count]] = await Promise.all([
      this.sql.query<SkinRow>(statements.list, [limit, offset]),
      this.sql.query<{ total: number }>(statements.count, []),
    ]);
    return { skins: rows.map(skinOf), total: count?.total ?? 0 };
  }

  async find(sha256: string): Promise<StoredSkin | undefined> {
    const [row] = await this.sql.query<SkinRow>(statements.find, [sha256]);
    return row && skinOf(row);
  }

  async bytes(sha256: string): Promise<Buffer | undefined> {
    const [row] = await this.sql.query<{ bytes: Buffer }>(statements.bytes, [sha256]);
    return row?.bytes;
  }

  async named(webjarIds: readonly string[]): Promise<ReadonlyMap<string, StoredSkin>> {
    const asked = webjarIds.filter((each) => each !== '');
    if (asked.length === 0) return new Map();
    const identities = asked.map((each) => readIdentity(each) ?? NO_IDENTITY);
    const parts = (['groupId', 'artifactId', 'version'] as const).map((part) => identities.map((each) => each[part]));
    const rows = await this.sql.query<NamedRow>(statements.named, [asked, ...parts]);
    return new Map(rows.map((row) => [row.asked, skinOf(row)]));
  }

  async called(name: string, limit: number): Promise<readonly StoredSkin[]> {
    const { groupId, artifactId, version } = readIdentity(name) ?? NO_IDENTITY;
    const [hash, file] = [readHash(name), artifactId === '' ? name : ''];
    const values = [hash, file, groupId, artifactId, version, limit];
    return (await this.sql.query<SkinRow>(statements.called, values)).map(skinOf);
  }

  add(skin: NewSkin, jar: Buffer, kept: number): Promise<boolean> {
    const { sha256, identity, fileName, findings, origin, storedBy } = skin;
    const { groupId, artifactId, version } = identity;
    const report = JSON.stringify(findings);
    const values = [sha256, groupId, artifactId, version, fileName, jar, jar.length, report, origin, storedBy];
    return this.alone(async (sql) => {
      const added = await sql.query(statements.add, values);
      if (added.length === 0) return false;
      await name(sql, skin);
      await sql.query(statements.prune, [artifactId, groupId, kept]);
      await this.feed.announce(sql, SKINS_TOPIC);
      return true;
    });
  }

  call(sha256: string, { identity, fileName, origin }: SkinCalling): Promise<SkinNaming> {
    return this.alone(async (sql) => {
      const called = await sql.query(statements.call, [sha256, identity.groupId, identity.version, fileName]);
      const naming = await name(sql, { sha256, fileName, origin });
      if (called.length === 0 && naming === 'unchanged') return naming;
      await this.feed.announce(sql, SKINS_TOPIC);
      return naming === 'unchanged' ? 'named' : naming;
    });
  }

  remove(sha256: string): Promise<readonly string[] | undefined> {
    return this.alone(async (sql) => {
      const users = await sql.query<{ module_id: string }>(statements.users, [sha256]);
      if (users.length > 0) return users.map(({ module_id: moduleId }) => moduleId);
      const removed = await sql.query(statements.remove, [sha256]);
      if (removed.length === 0) return undefined;
      await this.feed.announce(sql, SKINS_TOPIC);
      return [];
    });
  }

  async worn(moduleIds: readonly string[]): Promise<readonly WornSkin[]> {
    return (await this.sql.query<WornRow>(statements.worn, [moduleIds])).map(wornOf);
  }

  async takenOff(seconds: number, limit: number): Promise<readonly string[]> {
    const rows = await this.sql.query<{ from_sha256: string }>(statements.takenOff, [seconds, limit]);
    return rows.map(({ from_sha256: sha256 }) => sha256);
  }

  async steps(moduleId: string, { offset, limit }: Portion) {
    const [rows, [count]] = await Promise.all([
      this.sql.query<StepRow>(statements.steps, [moduleId, limit, offset]),
      this.sql.query<{ total: number }>(statements.countSteps, [moduleId]),
    ]);
    return { steps: rows.map(stepOf), total: count?.total ?? 0 };
  }

  change<Outcome>(
    moduleId: string,
    decide: (skins: SkinReader) => Promise<WornDecision<Outcome>>,
  ): Promise<WornDecision<Outcome>> {
    return this.alone(async (sql) => {
      const skins = new SqlSkinStore(sql, this.feed);
      const decision = await decide(skins);
      if (decision.write === undefined) return decision;
      const [current] = await skins.worn([moduleId]);
      await wear(sql, current, { ...decision.write, moduleId });
      await this.feed.announce(sql, SKINS_TOPIC);
      return decision;
    });
  }

  /** What another module of the id is to wear is not what this one wore. */
  async forget(sql: Sql, moduleId: string): Promise<void> {
    await sql.query(statements.lock, []);
    for (const each of [statements.forget, statements.forgetSteps]) await sql.query(each, [moduleId]);
    await this.feed.announce(sql, SKINS_TOPIC);
  }

  private alone<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    return this.sql.transaction(async (sql) => {
      await sql.query(statements.lock, []);
      return work(sql);
    });
  }
}

/** The digits of a hash, or of its beginning; '' = it is none. */
function readHash(text: string): string {
  return /^[0-9a-f]{8,64}$/i.test(text) ? text.toLowerCase() : '';
}

const NO_IDENTITY: SkinIdentity = { groupId: '', artifactId: '', version: '' };

/** From now on a name leads to a skin. */
async function name(
  sql: Sql,
  { sha256, fileName, origin }: Pick<NewSkin, 'sha256' | 'fileName' | 'origin'>,
): Promise<SkinNaming> {
  if (fileName === '') return 'unchanged';
  const [before] = await sql.query<{ sha256: string }>(statements.nameOf, [fileName, origin]);
  if (before?.sha256 === sha256) return 'unchanged';
  await sql.query(statements.addName, [fileName, origin, sha256]);
  return before === undefined ? 'named' : 'exchanged';
}

/** A step onwards stands on the one before it; a rollback leads back to the one below. */
async function wear(
  sql: Sql,
  current: WornSkin | undefined,
  { moduleId, step, back }: WornWriting & { readonly moduleId: string },
): Promise<void> {
  const { kind, from = null, fromName, to = null, toName, webjarId, comment, isOverridden, author } = step;
  const under = current?.step?.id ?? null;
  const texts = [webjarId, comment, isOverridden, author];
  const values = [moduleId, kind, from, fromName, to, toName, back === undefined ? under : null, ...texts];
  const [added] = await sql.query<{ id: string }>(statements.addStep, values);
  const stands = back === undefined ? (added?.id ?? null) : (back.under ?? null);
  await sql.query(statements.wear, [moduleId, to, webjarId, stands]);
}

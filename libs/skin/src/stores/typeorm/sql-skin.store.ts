import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import type { RowsOfModule } from '#module-config/rows-of-module.port';
import { readIdentity } from '../../package/skin-identity.js';
import {
  SKINS_TOPIC,
  type NewSkin,
  type Portion,
  type SkinStore,
  type StoredSkin,
  type WornDecision,
  type WornSkin,
  type WornWriting,
} from '../skin.store.js';
import { skinOf, stepOf, wornOf, type SkinRow, type StepRow, type WornRow } from './skin-rows.js';
import { statements } from './skin-statements.js';

/** {@link SkinStore} in PostgreSQL. */
@Injectable()
export class SqlSkinStore implements SkinStore, RowsOfModule {
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

  async named(webjarId: string): Promise<StoredSkin | undefined> {
    const identity = readIdentity(webjarId);
    const [row] = await (identity === undefined
      ? this.sql.query<SkinRow>(statements.byFile, [webjarId])
      : this.sql.query<SkinRow>(statements.byIdentity, [identity.groupId, identity.artifactId, identity.version]));
    return row && skinOf(row);
  }

  add(skin: NewSkin, jar: Buffer, kept: number): Promise<boolean> {
    const { sha256, identity, fileName, findings, origin, storedBy } = skin;
    const { groupId, artifactId, version } = identity;
    const report = JSON.stringify(findings);
    const values = [sha256, groupId, artifactId, version, fileName, jar, jar.length, report, origin, storedBy];
    return this.alone(async (sql) => {
      const added = await sql.query(statements.add, values);
      if (added.length === 0) return false;
      await sql.query(statements.prune, [artifactId, groupId, kept]);
      await this.feed.announce(sql, SKINS_TOPIC);
      return true;
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

  async worn(): Promise<readonly WornSkin[]> {
    return (await this.sql.query<WornRow>(statements.allWorn, [])).map(wornOf);
  }

  wornBy(moduleId: string): Promise<WornSkin | undefined> {
    return wornBy(this.sql, moduleId);
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
    decide: (
      current: WornSkin | undefined,
      isThere: (sha256: string) => Promise<boolean>,
    ) => Promise<WornDecision<Outcome>>,
  ): Promise<{ readonly outcome: Outcome; readonly worn: WornSkin | undefined }> {
    return this.alone(async (sql) => {
      const current = await wornBy(sql, moduleId);
      const isThere = async (sha256: string) => (await sql.query(statements.find, [sha256])).length > 0;
      const { outcome, write } = await decide(current, isThere);
      if (write === undefined) return { outcome, worn: current };
      await wear(sql, current, { ...write, moduleId });
      await this.feed.announce(sql, SKINS_TOPIC);
      return { outcome, worn: await wornBy(sql, moduleId) };
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

async function wornBy(sql: Sql, moduleId: string): Promise<WornSkin | undefined> {
  const [row] = await sql.query<WornRow>(statements.worn, [moduleId]);
  return row && wornOf(row);
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

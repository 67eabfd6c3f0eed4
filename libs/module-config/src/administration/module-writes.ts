import type { Sql } from '#database/sql.port';
import type { ModuleAuthor, ModuleWriting } from '../module-administration.port.js';
import type { NewModule } from '../stores/module-definition.store.js';
import type { StoredModule } from '../stores/stored-module.js';
import { MODULES_TOPIC } from '../modules-topic.port.js';
import type { AdministrationParts } from './administration-parts.js';
import { recordModuleChange } from './module-audit.js';

/** What is to be written of a module. */
export interface ModuleWrite {
  readonly module: NewModule;
  /** Absent for a new module. */
  readonly version?: number;
  /** Keys of what is different; none: the definition stays. */
  readonly changed: readonly string[];
}

/** Writes definitions: what is stored, wanted and told to other processes is one transaction. */
export class ModuleWrites {
  constructor(private readonly parts: AdministrationParts) {}

  /** False when somebody else changed a definition since it was decided. @param revision upon which it was */
  async write(write: ModuleWrite, revision: number, { author, restart }: ModuleWriting): Promise<boolean> {
    const { module, version, changed } = write;
    const isWritten = await this.announced(async (sql) => {
      if (!(await this.isUntouched(sql, revision)) || !(await this.define(sql, write))) return false;
      if (restart === true) await this.parts.states.want(sql, module.moduleId, 'STARTED');
      else if (version === undefined) await this.parts.states.want(sql, module.moduleId, 'STOPPED');
      return true;
    });
    const change = version === undefined ? 'created' : changed.length > 0 ? 'set' : 'restart';
    if (isWritten) await this.record(module.moduleId, change, author, changed);
    return isWritten;
  }

  /** Writes all of them or none, and wants all of them to run as they are now. False as with {@link write}. */
  async writeAll(writes: readonly ModuleWrite[], revision: number, author: ModuleAuthor): Promise<boolean> {
    const isWritten = await this.announced(async (sql) => {
      if (!(await this.isUntouched(sql, revision))) return false;
      for (const write of writes) {
        await this.define(sql, write);
        await this.parts.states.want(sql, write.module.moduleId, 'STARTED');
      }
      return true;
    });
    if (isWritten)
      for (const { module, version, changed } of writes)
        await this.record(module.moduleId, version === undefined ? 'created' : 'set', author, changed);
    return isWritten;
  }

  /** False when somebody else changed a definition since it was decided. */
  async archive(
    { moduleId, version }: Pick<StoredModule, 'moduleId' | 'version'>,
    revision: number,
    author: ModuleAuthor,
  ): Promise<boolean> {
    const isArchived = await this.announced(
      async (sql) => (await this.isUntouched(sql, revision)) && (await this.takeAway(sql, { moduleId, version })),
    );
    if (isArchived) await this.record(moduleId, 'archived', author);
    return isArchived;
  }

  /** Stops all of them and takes them away, or none. False as with {@link write}. */
  async removeAll(modules: readonly StoredModule[], revision: number, author: ModuleAuthor): Promise<boolean> {
    const isWritten = await this.announced(async (sql) => {
      if (!(await this.isUntouched(sql, revision))) return false;
      for (const { moduleId, version } of modules) {
        await this.parts.states.want(sql, moduleId, 'STOPPED');
        await this.takeAway(sql, { moduleId, version });
      }
      return true;
    });
    if (isWritten) for (const { moduleId } of modules) await this.record(moduleId, 'archived', author);
    return isWritten;
  }

  /** Writes what is wanted of a module from now on. */
  async want(moduleId: string, action: 'start' | 'stop' | 'restart', author: ModuleAuthor): Promise<void> {
    await this.announced(async (sql) => {
      await this.parts.states.want(sql, moduleId, action === 'stop' ? 'STOPPED' : 'STARTED');
      return true;
    });
    await this.record(moduleId, action, author);
  }

  private async takeAway(
    sql: Sql,
    { moduleId, version }: Pick<StoredModule, 'moduleId' | 'version'>,
  ): Promise<boolean> {
    if (!(await this.parts.definitions.archive(sql, moduleId, version))) return false;
    for (const rows of this.parts.rows) await rows.forget(sql, moduleId);
    return true;
  }

  private async isUntouched(sql: Sql, revision: number): Promise<boolean> {
    return (await this.parts.definitions.lock(sql)) === revision;
  }

  private async define(sql: Sql, { module, version, changed }: ModuleWrite): Promise<boolean> {
    const { definitions } = this.parts;
    if (version === undefined) return definitions.insert(sql, module);
    return changed.length === 0 || definitions.update(sql, module, version);
  }

  private async announced(work: (sql: Sql) => Promise<boolean>): Promise<boolean> {
    return this.parts.sql.transaction(async (sql) => {
      const isDone = await work(sql);
      if (isDone) await this.parts.changes.announce(sql, MODULES_TOPIC);
      return isDone;
    });
  }

  private record(moduleId: string, change: string, author: ModuleAuthor, keys?: readonly string[]): Promise<void> {
    return recordModuleChange(this.parts.audit, { moduleId, author, change, ...(keys && { keys }) });
  }
}

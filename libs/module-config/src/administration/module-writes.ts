import type { Sql } from '#database/sql.port';
import type { ModuleAuthor, ModuleWriting } from '../module-administration.port.js';
import type { NewModule } from '../stores/module-definition.store.js';
import { MODULES_TOPIC, type AdministrationParts } from './administration-parts.js';
import { recordModuleChange } from './module-audit.js';

/** What is to be written of a module. */
export interface ModuleWrite {
  readonly module: NewModule;
  /** Absent for a new module. */
  readonly version?: number;
  /** Keys of what is different; none: the definition stays. */
  readonly changed: readonly string[];
  readonly writing: ModuleWriting;
}

/** Writes definitions: what is stored, wanted and told to other processes is one transaction. */
export class ModuleWrites {
  constructor(private readonly parts: AdministrationParts) {}

  /** False when somebody else was faster. */
  async write(write: ModuleWrite): Promise<boolean> {
    const { module, version, changed, writing } = write;
    const { moduleId } = module;
    const isWritten = await this.announced(async (sql) => {
      if (!(await this.define(sql, write))) return false;
      if (writing.restart === true) await this.parts.states.want(sql, moduleId, 'STARTED');
      else if (version === undefined) await this.parts.states.want(sql, moduleId, 'STOPPED');
      return true;
    });
    const change = version === undefined ? 'created' : changed.length > 0 ? 'set' : 'restart';
    if (isWritten) await this.record(moduleId, change, writing.author, changed);
    return isWritten;
  }

  /** False when somebody else was faster. */
  async archive(moduleId: string, version: number, author: ModuleAuthor): Promise<boolean> {
    const isArchived = await this.announced((sql) => this.parts.definitions.archive(sql, moduleId, version));
    if (isArchived) await this.record(moduleId, 'archived', author);
    return isArchived;
  }

  /** Writes what is wanted of a module from now on. */
  async want(moduleId: string, action: 'start' | 'stop' | 'restart', author: ModuleAuthor): Promise<void> {
    await this.announced(async (sql) => {
      await this.parts.states.want(sql, moduleId, action === 'stop' ? 'STOPPED' : 'STARTED');
      return true;
    });
    await this.record(moduleId, action, author);
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

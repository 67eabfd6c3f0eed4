import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { ScriptChange } from '../script-library.port.js';
import {
  SCRIPT_STORE,
  type ScriptDecision,
  type ScriptStore,
  type ScriptWriting,
  type StoredSource,
} from '../stores/script.store.js';
import type { ScriptStep, StepOrigin } from './script-decisions.js';

/** The library belongs to the deployment, not to the modules that run its scripts. */
const CLUSTER_MODULE = 'clustermgr';

type Decide = (current: StoredSource | undefined, origin: StepOrigin) => ScriptDecision<ScriptStep>;

/** Writes what is decided about scripts, told to all processes in the same transaction, then put on record with its author (ruling 52). */
@Injectable()
export class ScriptWriter {
  constructor(
    @Inject(SCRIPT_STORE) private readonly store: ScriptStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  async take(scriptId: string, change: ScriptChange & { dryRun?: boolean }, decide: Decide): Promise<ScriptStep> {
    const { author, ifVersions, dryRun = false } = change;
    const origin = { author: author.actor, dryRun, ...(ifVersions && { ifVersions }) };
    const { step, write } = await this.store.change(scriptId, (current) => {
      const { outcome, write: writing } = decide(current, origin);
      const told = { step: outcome, write: writing };
      return writing === undefined ? { outcome: told } : { outcome: told, write: writing };
    });
    if (write === undefined) return step;
    await this.feed.caughtUp();
    await this.record(scriptId, change, write);
    return step;
  }

  private record(
    scriptId: string,
    { author }: ScriptChange,
    { event, activeNumber, added }: ScriptWriting,
  ): Promise<void> {
    const detail = {
      ...{ scriptId, change: event?.kind ?? 'described', number: activeNumber, actor: author.actor },
      ...(added && { sha256: added.hash }),
      ...(event !== undefined && event.comment !== '' && { comment: event.comment }),
    };
    const common = { moduleId: CLUSTER_MODULE, kind: 'SCRIPT_CHANGE', outcome: 'success' } as const;
    return this.audit.record({ ...common, ...recordedAuthor(author), detail });
  }
}

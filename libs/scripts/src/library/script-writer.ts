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

/** What became of a decision, and the script as it is by that. */
export interface TakenStep {
  readonly step: ScriptStep;
  readonly script: StoredSource | undefined;
}

/** Writes what is decided about scripts, told to all processes in the same transaction, then put on record with its author (ruling 52). */
@Injectable()
export class ScriptWriter {
  constructor(
    @Inject(SCRIPT_STORE) private readonly store: ScriptStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  async take(scriptId: string, change: ScriptChange & { dryRun?: boolean }, decide: Decide): Promise<TakenStep> {
    const { author, ifVersions, dryRun = false } = change;
    const origin = { author: author.actor, dryRun, ...(ifVersions && { ifVersions }) };
    const { outcome, script } = await this.store.change(scriptId, (current) => {
      const decision = decide(current, origin);
      return { ...decision, outcome: decision };
    });
    const { outcome: step, write } = outcome;
    if (write === undefined) return { step, script };
    await this.feed.caughtUp();
    await this.record(scriptId, change, write);
    return { step, script };
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

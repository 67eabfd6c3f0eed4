import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import {
  SKIN_STORE,
  type SkinStore,
  type WornDecision,
  type WornSkin,
  type WornWriting,
} from '../stores/skin.store.js';
import type { WearStep } from './wear-decisions.js';

/** Skins belong to the deployment; what a module wears is on record with the module. */
const CLUSTER_MODULE = 'clustermgr';

/** What became of a decision, and what is worn by it. */
export interface TakenWear {
  readonly step: WearStep;
  readonly worn: WornSkin | undefined;
}

type Decide = (
  current: WornSkin | undefined,
  isThere: (sha256: string) => Promise<boolean>,
) => Promise<WornDecision<WearStep>>;

/** Writes what is decided about skins, and puts it on record with its author (ruling 52). */
@Injectable()
export class SkinWriter {
  constructor(
    @Inject(SKIN_STORE) private readonly store: SkinStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  async wear(moduleId: string, author: ChangeAuthor, decide: Decide): Promise<TakenWear> {
    const { outcome, worn } = await this.store.change(moduleId, async (current, isThere) => {
      const decision = await decide(current, isThere);
      return { ...decision, outcome: decision };
    });
    if (outcome.write !== undefined) await this.recordStep(moduleId, author, outcome.write);
    return { step: outcome.outcome, worn };
  }

  /** A skin was stored or removed. */
  async record(change: 'stored' | 'removed', author: ChangeAuthor, detail: Readonly<Record<string, unknown>>) {
    await this.add(CLUSTER_MODULE, author, { change, ...detail });
  }

  private async recordStep(moduleId: string, author: ChangeAuthor, { step }: WornWriting): Promise<void> {
    const { kind, from, fromName, to, toName, comment, isOverridden } = step;
    await this.add(moduleId, author, {
      ...{ change: kind, from: fromName, to: toName, errorsOverridden: isOverridden },
      ...(from !== undefined && { fromSha256: from }),
      ...(to !== undefined && { toSha256: to }),
      ...(comment !== '' && { comment }),
    });
  }

  private add(moduleId: string, author: ChangeAuthor, detail: Readonly<Record<string, unknown>>): Promise<void> {
    const common = { moduleId, kind: 'SKIN_CHANGE', outcome: 'success' } as const;
    return this.audit.record({ ...common, ...recordedAuthor(author), detail: { ...detail, actor: author.actor } });
  }
}

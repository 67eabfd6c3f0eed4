import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import {
  SKIN_STORE,
  type SkinReader,
  type SkinStore,
  type WornDecision,
  type WornWriting,
} from '../stores/skin.store.js';
import { wantedSkin, type WantedSkin } from './wanted-skin.js';
import type { WearStep } from './wear-decisions.js';

/** Skins belong to the deployment; what a module wears is on record with the module. */
const CLUSTER_MODULE = 'clustermgr';

/** Decides upon what a module wears. @param now at that moment; nobody else decides meanwhile @param skins what is stored then */
export type DecideWear = (now: WantedSkin, skins: SkinReader) => Promise<WornDecision<WearStep>>;

/** A module by its id, with its `skin.webjar_id`. */
interface ConfiguredModule {
  readonly moduleId: string;
  readonly webjarId: string;
}

/** Writes what is decided about skins, and puts it on record with its author (ruling 52). */
@Injectable()
export class SkinWriter {
  constructor(
    @Inject(SKIN_STORE) private readonly store: SkinStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  async wear(module: ConfiguredModule, author: ChangeAuthor, decide: DecideWear): Promise<WearStep> {
    const { moduleId, webjarId } = module;
    const { outcome, write } = await this.store.change(moduleId, async (skins) =>
      decide(await wantedSkin(moduleId, webjarId, skins), skins),
    );
    if (write !== undefined) await this.recordStep(moduleId, author, write);
    return outcome;
  }

  /** A skin was stored, called by another name, or removed. */
  async record(
    change: 'stored' | 'named' | 'removed',
    author: ChangeAuthor,
    detail: Readonly<Record<string, unknown>>,
  ) {
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

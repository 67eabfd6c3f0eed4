import { Inject, Injectable } from '@nestjs/common';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { pageOf, portionOf, type Page, type PageRequest } from '#protocol/administration/page';
import type { FieldProblem } from '#protocol/json/json-fields';
import type {
  AdministeredWorn,
  ModuleSkins,
  SkinActivation,
  SkinChange,
  SkinStepJson,
  SkinWearing,
} from '../module-skins.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { SKIN_STORE, type SkinStore } from '../stores/skin.store.js';
import { activationErrors } from './activation-errors.js';
import { refusedAs } from './change-problems.js';
import { meantSkin } from './meant-skin.js';
import { namedSkin, NO_SKIN } from './named-skin.js';
import { reservedTo } from './reserved-to.js';
import { SkinCatalog } from './skin-catalog.js';
import { stepJson } from './skin-view.js';
import { SkinWriter, type DecideWear } from './skin-writer.js';
import { takingBack, wearing, type WearOrigin } from './wear-decisions.js';
import { WornViews } from './worn-views.js';

/** Characters of the longest comment. */
const LONGEST_COMMENT = 1_000;

/** {@link ModuleSkins}. */
@Injectable()
export class ModuleWear implements ModuleSkins {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: SkinStore,
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    private readonly writer: SkinWriter,
    private readonly catalog: SkinCatalog,
    private readonly views: WornViews,
  ) {}

  get moduleIds(): readonly string[] {
    return [...this.surroundings.webjarIds().keys()].toSorted();
  }

  modules(): Promise<readonly AdministeredWorn[]> {
    return this.views.all();
  }

  module(moduleId: string): Promise<AdministeredWorn | undefined> {
    return this.views.of(moduleId);
  }

  refusal(moduleId: string, { author, comment = '' }: SkinChange): ChangeRefusal | undefined {
    if (!this.surroundings.webjarIds().has(moduleId)) return { kind: 'unknown' };
    const isSoundComment = comment.length <= LONGEST_COMMENT && !/\p{Cc}/u.test(comment);
    if (!isSoundComment) return refusedAs('comment', 'is too long, or has signs that nobody sees', 'Write a sentence');
    return reservedTo(author);
  }

  async activate(moduleId: string, activation: SkinActivation): Promise<SkinWearing> {
    const refusal = this.refusal(moduleId, activation);
    if (refusal !== undefined) return refusal;
    const meant = await meantSkin(activation.skin, this.skins);
    if (meant.kind !== 'meant') return { kind: 'refused', problems: [meant.problem] };
    const { skin } = meant;
    const errors = await activationErrors(skin.sha256, this.skins, this.surroundings.settings(moduleId));
    const isOverridden = errors.length > 0;
    if (isOverridden && activation.override !== true) return { kind: 'refused', problems: [...errors, OVERRIDE] };
    const origin = { ...originOf(activation), kind: 'activated', isOverridden } as const;
    const decide: DecideWear = async (wanted, skins) =>
      (await skins.find(skin.sha256)) === undefined
        ? { outcome: { kind: 'stale' } }
        : wearing(wanted, namedSkin(skin), origin);
    return this.change(moduleId, activation, decide, errors);
  }

  async deactivate(moduleId: string, change: SkinChange): Promise<SkinWearing> {
    const refusal = this.refusal(moduleId, change);
    if (refusal !== undefined) return refusal;
    const origin = { ...originOf(change), kind: 'deactivated' } as const;
    return this.change(moduleId, change, (wanted) => Promise.resolve(wearing(wanted, NO_SKIN, origin)));
  }

  async rollBack(moduleId: string, change: SkinChange): Promise<SkinWearing> {
    const refusal = this.refusal(moduleId, change);
    if (refusal !== undefined) return refusal;
    return this.change(moduleId, change, async (wanted, skins) => {
      const from = wanted.worn?.step?.from;
      const isThere = from === undefined || (await skins.find(from)) !== undefined;
      return takingBack(wanted, originOf(change), isThere);
    });
  }

  async history(moduleId: string, page: PageRequest): Promise<Page<{ readonly json: SkinStepJson }> | undefined> {
    if (!this.surroundings.webjarIds().has(moduleId)) return undefined;
    const { steps, total } = await this.skins.steps(moduleId, portionOf(page));
    const items = steps.map((step) => ({ json: stepJson(step) }));
    return pageOf(items, total, page);
  }

  /** Has this process wear what was decided before it answers. */
  private async change(
    moduleId: string,
    { author }: SkinChange,
    decide: DecideWear,
    warnings: readonly FieldProblem[] = [],
  ): Promise<SkinWearing> {
    const webjarId = this.surroundings.webjarIds().get(moduleId) ?? '';
    const step = await this.writer.wear({ moduleId, webjarId }, author, decide);
    if (step.kind !== 'changed' && step.kind !== 'unchanged') return step;
    await this.catalog.refresh();
    const worn = await this.views.of(moduleId);
    return worn === undefined ? { kind: 'unknown' } : { kind: step.kind, worn, unknownFields: [], warnings };
  }
}

function originOf({ author, comment = '', ifVersions }: SkinChange): WearOrigin {
  return { author: author.actor, comment, ...(ifVersions && { ifVersions }) };
}

const OVERRIDE: FieldProblem = {
  field: 'skin',
  problem: 'has errors; on these pages the built-in ones would be shown',
  remedy: 'Mend it, or activate it all the same: --override, or "override": true in the API',
};

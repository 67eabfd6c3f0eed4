import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { pageOf, type Page, type PageRequest } from '#protocol/administration/page';
import { identityText } from '../package/skin-identity.js';
import type {
  AdministeredWorn,
  BroughtSkin,
  SkinActivation,
  SkinChange,
  SkinJson,
  SkinLibrary,
  SkinReportJson,
  SkinStepJson,
  SkinStoring,
  SkinWearing,
} from '../skin-library.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { SKIN_STORE, type Portion, type SkinStore, type StoredSkin, type WornSkin } from '../stores/skin.store.js';
import { ConfiguredSkins } from './configured-skins.js';
import { inspectedSkin, isSound, skinReport } from './inspected-skin.js';
import { LARGEST_LIMITS } from '../package/archive/largest-limits.js';
import { reservedTo } from './reserved-to.js';
import { SkinCatalog } from './skin-catalog.js';
import { calledSkin, namedSkin, NO_SKIN } from './named-skin.js';
import { SkinStorage } from './skin-storage.js';
import { findingJson, skinJson, stepJson } from './skin-view.js';
import { SkinWriter, type TakenWear } from './skin-writer.js';
import { takingBack, wearing } from './wear-decisions.js';
import { counts, wantedSkin, wornVersion } from './wanted-skin.js';

const NOTES = { unknownFields: [], warnings: [] } as const;
/** Characters of the longest comment. */
const LONGEST_COMMENT = 1_000;

/** {@link SkinLibrary}. */
@Injectable()
export class SkinAdministrator implements SkinLibrary {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: SkinStore,
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    private readonly storage: SkinStorage,
    private readonly configured: ConfiguredSkins,
    private readonly writer: SkinWriter,
    private readonly catalog: SkinCatalog,
  ) {}

  get largestPackage(): number {
    return this.surroundings.limits.packageBytes;
  }

  async list(page: PageRequest): Promise<Page<{ readonly json: SkinJson }>> {
    const [{ skins, total }, users] = await Promise.all([this.skins.list(portionOf(page)), this.users()]);
    const items = skins.map((skin) => ({ json: skinJson(skin, users.get(skin.sha256) ?? []) }));
    return pageOf(items, total, page);
  }

  async find(skin: string): Promise<SkinJson | undefined> {
    const found = await this.stored(skin);
    if (found === undefined) return undefined;
    return skinJson(found, (await this.users()).get(found.sha256) ?? [], found.findings);
  }

  async check({ jar, declared = '', moduleId = '' }: BroughtSkin): Promise<SkinReportJson> {
    const settings = this.surroundings.settings(moduleId);
    return skinReport(await inspectedSkin(jar, this.surroundings.limits, { declared, settings }));
  }

  async store(brought: BroughtSkin, author: ChangeAuthor): Promise<SkinStoring> {
    const reserved = reservedTo(author);
    if (reserved !== undefined) return reserved;
    const stored = await this.storage.store(brought, { origin: 'uploaded', author });
    if (stored.kind === 'refused') return stored;
    for (const [moduleId, webjarId] of this.surroundings.webjarIds()) await this.configured.putOn(moduleId, webjarId);
    await this.catalog.refresh();
    const skin = await this.find(stored.sha256);
    if (skin === undefined) return { kind: 'stale' };
    const warnings = stored.findings.filter(({ severity }) => severity !== 'note').map(findingProblem);
    return { kind: stored.kind, skin, unknownFields: [], warnings };
  }

  async remove(sha256: string, author: ChangeAuthor): Promise<{ readonly kind: 'removed' } | ChangeRefusal> {
    const skin = await this.skins.find(sha256);
    if (skin === undefined) return { kind: 'unknown' };
    const reserved = reservedTo(author);
    if (reserved !== undefined) return reserved;
    const users = await this.skins.remove(sha256);
    if (users === undefined) return { kind: 'unknown' };
    if (users.length > 0) return inUse(users);
    await this.writer.record('removed', author, { sha256, identity: identityText(skin.identity) });
    return { kind: 'removed' };
  }

  async modules(): Promise<readonly AdministeredWorn[]> {
    const worn = await this.skins.worn();
    const modules = [...this.surroundings.webjarIds().keys()].toSorted();
    return Promise.all(
      modules.map((id) =>
        this.view(
          id,
          worn.find(({ moduleId }) => moduleId === id),
        ),
      ),
    );
  }

  async module(moduleId: string): Promise<AdministeredWorn | undefined> {
    if (!this.surroundings.webjarIds().has(moduleId)) return undefined;
    return this.view(moduleId, await this.skins.wornBy(moduleId));
  }

  async activate(moduleId: string, activation: SkinActivation): Promise<SkinWearing> {
    const { author, skin: named, override = false } = activation;
    const refusal = this.refusal(moduleId, activation);
    if (refusal !== undefined) return refusal;
    const skin = await this.stored(named);
    if (skin === undefined) return refusedAs('skin', 'is not stored', 'Install it first');
    const errors = await this.errors(skin, moduleId);
    if (errors.length > 0 && !override) return { kind: 'refused', problems: [...errors, OVERRIDE] };
    const origin = await this.originOf(moduleId, activation);
    const isOverridden = errors.length > 0;
    const taken = await this.writer.wear(moduleId, author, async (current, isThere) =>
      (await isThere(skin.sha256))
        ? wearing(current, namedSkin(skin), { ...origin, kind: 'activated', isOverridden })
        : { outcome: { kind: 'stale' } },
    );
    return this.wearingOf(moduleId, taken, errors);
  }

  async deactivate(moduleId: string, change: SkinChange): Promise<SkinWearing> {
    const refusal = this.refusal(moduleId, change);
    if (refusal !== undefined) return refusal;
    const origin = await this.originOf(moduleId, change);
    const taken = await this.writer.wear(moduleId, change.author, (current) =>
      Promise.resolve(wearing(current, NO_SKIN, { ...origin, kind: 'deactivated' })),
    );
    return this.wearingOf(moduleId, taken);
  }

  async rollBack(moduleId: string, change: SkinChange): Promise<SkinWearing> {
    const refusal = this.refusal(moduleId, change);
    if (refusal !== undefined) return refusal;
    const origin = await this.originOf(moduleId, change);
    const taken = await this.writer.wear(moduleId, change.author, async (current, isThere) => {
      const from = current?.step?.from;
      return takingBack(current, origin, from === undefined || (await isThere(from)));
    });
    return this.wearingOf(moduleId, taken);
  }

  async history(moduleId: string, page: PageRequest): Promise<Page<{ readonly json: SkinStepJson }> | undefined> {
    if (!this.surroundings.webjarIds().has(moduleId)) return undefined;
    const { steps, total } = await this.skins.steps(moduleId, portionOf(page));
    return pageOf(
      steps.map((step) => ({ json: stepJson(step) })),
      total,
      page,
    );
  }

  private refusal(moduleId: string, { author, comment = '' }: SkinChange): ChangeRefusal | undefined {
    if (!this.surroundings.webjarIds().has(moduleId)) return { kind: 'unknown' };
    const isSoundComment = comment.length <= LONGEST_COMMENT && !/\p{Cc}/u.test(comment);
    if (!isSoundComment) return refusedAs('comment', 'is too long, or has signs that nobody sees', 'Write a sentence');
    return reservedTo(author);
  }

  /** The newest that is called so. */
  private stored(named: string): Promise<StoredSkin | undefined> {
    return /^[0-9a-f]{64}$/.test(named) ? this.skins.find(named) : this.skins.named(named);
  }

  /** As it is judged now: what was stored by an older server may be judged otherwise. */
  private async errors({ sha256 }: StoredSkin, moduleId: string) {
    const jar = await this.skins.bytes(sha256);
    if (jar === undefined) return [{ field: 'skin', problem: 'is gone', remedy: 'Install it again' }];
    const { findings } = await inspectedSkin(jar, LARGEST_LIMITS, { settings: this.surroundings.settings(moduleId) });
    return isSound(findings) ? [] : findings.filter(({ severity }) => severity === 'error').map(findingProblem);
  }

  private async originOf(moduleId: string, { author, comment = '', ifVersions }: SkinChange) {
    const webjarId = this.surroundings.webjarIds().get(moduleId) ?? '';
    const { sha256 } = await wantedSkin(webjarId, await this.skins.wornBy(moduleId), this.skins);
    const before = sha256 === undefined ? NO_SKIN : await calledSkin(sha256, this.skins);
    return { author: author.actor, comment, webjarId, before, ...(ifVersions && { ifVersions }) };
  }

  private async wearingOf(
    moduleId: string,
    { step, worn }: TakenWear,
    overridden: SkinProblems = [],
  ): Promise<SkinWearing> {
    if (step.kind !== 'changed' && step.kind !== 'unchanged') return step;
    await this.catalog.refresh();
    return { ...NOTES, kind: step.kind, worn: await this.view(moduleId, worn), warnings: overridden };
  }

  private async view(moduleId: string, worn: WornSkin | undefined): Promise<AdministeredWorn> {
    const webjarId = this.surroundings.webjarIds().get(moduleId) ?? '';
    const { sha256 } = await wantedSkin(webjarId, worn, this.skins);
    const identity = sha256 === undefined ? undefined : (await calledSkin(sha256, this.skins)).name;
    const previous = counts(worn, webjarId) ? worn.step?.fromName : undefined;
    const problem = this.catalog.problems().find((each) => each.moduleId === moduleId)?.message;
    const json = {
      ...{ moduleId, webjarId },
      ...(sha256 !== undefined && { sha256 }),
      ...(identity !== undefined && { identity }),
      ...(previous !== undefined && { previous }),
      ...(problem !== undefined && { problem }),
    };
    return { json, version: wornVersion(worn) };
  }

  /** Ids of the modules by the hash of what they wear. */
  private async users(): Promise<ReadonlyMap<string, readonly string[]>> {
    const users = new Map<string, string[]>();
    for (const { json } of await this.modules())
      if (json.sha256 !== undefined) users.set(json.sha256, [...(users.get(json.sha256) ?? []), json.moduleId]);
    return users;
  }
}

type SkinProblems = readonly { readonly field: string; readonly problem: string; readonly remedy: string }[];

const OVERRIDE = {
  field: 'skin',
  problem: 'has errors; on these pages the built-in ones would be shown',
  remedy: 'Mend it, or activate it all the same by override',
};

function findingProblem(finding: Parameters<typeof findingJson>[0]): SkinProblems[number] {
  const { file = 'skin', place, problem, remedy } = finding;
  return {
    field: place === undefined ? file : `${file}:${String(place.line)}:${String(place.column)}`,
    problem,
    remedy,
  };
}

function inUse(users: readonly string[]): ChangeRefusal {
  const problem = `is what ${users.join(', ')} wears, or would wear after a rollback`;
  return refusedAs('skin', problem, 'Activate another skin there first, twice where it is what a rollback leads to');
}

function refusedAs(field: string, problem: string, remedy: string): Extract<ChangeRefusal, { kind: 'refused' }> {
  return { kind: 'refused', problems: [{ field, problem, remedy }] };
}

function portionOf({ pageIndex, pageSize }: PageRequest): Portion {
  return { offset: pageIndex * pageSize, limit: pageSize };
}

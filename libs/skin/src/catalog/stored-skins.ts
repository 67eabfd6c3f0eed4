import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { pageOf, portionOf, type Page, type PageRequest } from '#protocol/administration/page';
import type { BroughtSkin, SkinJson, SkinLibrary, SkinReportJson, SkinStoring } from '../skin-library.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { SKIN_STORE, type SkinStore } from '../stores/skin.store.js';
import { findingProblem } from './change-problems.js';
import { ConfiguredSkins } from './configured-skins.js';
import { inspectedSkin, skinReport } from './inspected-skin.js';
import { storedSkin } from './named-skin.js';
import { reservedTo } from './reserved-to.js';
import { SkinStorage } from './skin-storage.js';
import { skinJson } from './skin-view.js';
import { WornViews } from './worn-views.js';

/** {@link SkinLibrary}. */
@Injectable()
export class StoredSkins implements SkinLibrary {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: SkinStore,
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    private readonly storage: SkinStorage,
    private readonly configured: ConfiguredSkins,
    private readonly views: WornViews,
  ) {}

  get largestPackage(): number {
    return this.surroundings.limits.packageBytes;
  }

  async list(page: PageRequest): Promise<Page<{ readonly json: SkinJson }>> {
    const [{ skins, total }, users] = await Promise.all([this.skins.list(portionOf(page)), this.views.users()]);
    const items = skins.map((skin) => ({ json: skinJson(skin, users.get(skin.sha256) ?? []) }));
    return pageOf(items, total, page);
  }

  async find(skin: string): Promise<SkinJson | undefined> {
    const found = await storedSkin(skin, this.skins);
    if (found === undefined) return undefined;
    return skinJson(found, (await this.views.users()).get(found.sha256) ?? [], found.findings);
  }

  async check({ jar, declared = '', moduleId = '' }: BroughtSkin): Promise<SkinReportJson> {
    const settings = this.surroundings.settings(moduleId);
    return skinReport(await inspectedSkin(jar, this.surroundings.limits, { declared, settings }));
  }

  /** A module whose configuration names what was missing till now wears it at once. */
  async store(brought: BroughtSkin, author: ChangeAuthor): Promise<SkinStoring> {
    const reserved = reservedTo(author);
    if (reserved !== undefined) return reserved;
    const stored = await this.storage.store(brought, { origin: 'uploaded', author });
    if (stored.kind === 'refused') return stored;
    await this.configured.putOnAll(this.surroundings.webjarIds());
    const skin = await this.find(stored.sha256);
    if (skin === undefined) return { kind: 'stale' };
    const warnings = stored.findings.filter(({ severity }) => severity !== 'note').map(findingProblem);
    return { kind: stored.kind, skin, unknownFields: [], warnings };
  }

  async remove(sha256: string, author: ChangeAuthor): Promise<{ readonly kind: 'removed' } | ChangeRefusal> {
    const skin = await this.skins.find(sha256);
    if (skin === undefined) return { kind: 'unknown' };
    return reservedTo(author) ?? this.storage.remove(skin, author);
  }
}

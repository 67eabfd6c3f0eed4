import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { pageOf, portionOf, type Page, type PageRequest } from '#protocol/administration/page';
import type {
  BroughtSkin,
  SkinJson,
  SkinLibrary,
  SkinLookup,
  SkinRemoval,
  SkinReportJson,
  SkinStoring,
} from '../skin-library.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { SKIN_STORE, type SkinStore, type StoredSkin } from '../stores/skin.store.js';
import { findingProblem } from './change-problems.js';
import { ConfiguredSkins } from './configured-skins.js';
import { inspectedSkin, skinReport } from './inspected-skin.js';
import { meantSkin } from './meant-skin.js';
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

  async find(skin: string): Promise<SkinLookup> {
    const meant = await meantSkin(skin, this.skins);
    return meant.kind === 'meant' ? { kind: 'found', skin: await this.shown(meant.skin) } : meant;
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
    const skin = await this.skins.find(stored.sha256);
    if (skin === undefined) return { kind: 'stale' };
    const warnings = stored.findings.filter(({ severity }) => severity !== 'note').map(findingProblem);
    const { kind, knownAs = '' } = stored;
    return { kind, skin: await this.shown(skin), ...(knownAs !== '' && { knownAs }), unknownFields: [], warnings };
  }

  async remove(named: string, author: ChangeAuthor): Promise<SkinRemoval> {
    const meant = await meantSkin(named, this.skins);
    if (meant.kind !== 'meant') return meant;
    const done = reservedTo(author) ?? (await this.storage.remove(meant.skin, author));
    return done.kind === 'removed' ? { ...done, skin: skinJson(meant.skin, []) } : done;
  }

  private async shown(skin: StoredSkin): Promise<SkinJson> {
    const [users, mistakes] = await Promise.all([this.views.users(), this.views.recentOf(skin.sha256)]);
    return skinJson(skin, users.get(skin.sha256) ?? [], { findings: skin.findings, mistakes });
  }
}

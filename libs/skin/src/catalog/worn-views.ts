import { Inject, Injectable } from '@nestjs/common';
import type { AdministeredWorn } from '../module-skins.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { DIAGNOSTIC_STORE, type DiagnosticStore, type RecentDiagnostics } from '../stores/diagnostic.store.js';
import { SKIN_STORE, type SkinStore } from '../stores/skin.store.js';
import { SkinCatalog } from './skin-catalog.js';
import { problemText, wornJson } from './skin-view.js';
import { wantedSkins, wornVersion, type WantedSkin } from './wanted-skin.js';

/** What modules wear as administrators see it. */
@Injectable()
export class WornViews {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: SkinStore,
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    @Inject(DIAGNOSTIC_STORE) private readonly diagnostics: Pick<DiagnosticStore, 'recent'>,
    private readonly catalog: SkinCatalog,
  ) {}

  /** Every outbound module, by id. */
  async all(): Promise<readonly AdministeredWorn[]> {
    const [wanted, recent] = await Promise.all([this.wanted(), this.diagnostics.recent()]);
    return wanted.map(([moduleId, each]) => this.view(moduleId, each, recent));
  }

  /** @returns undefined: there is no such module */
  async of(moduleId: string): Promise<AdministeredWorn | undefined> {
    const webjarId = this.surroundings.webjarIds().get(moduleId);
    if (webjarId === undefined) return undefined;
    const webjarIds = new Map([[moduleId, webjarId]]);
    const [all, recent] = await Promise.all([wantedSkins(webjarIds, this.skins), this.diagnostics.recent()]);
    const wanted = all.get(moduleId);
    return wanted && this.view(moduleId, wanted, recent);
  }

  /** Ids of the modules by the hash of what they wear. */
  async users(): Promise<ReadonlyMap<string, readonly string[]>> {
    const users = new Map<string, string[]>();
    for (const [moduleId, { skin }] of await this.wanted())
      if (skin.sha256 !== undefined) users.set(skin.sha256, [...(users.get(skin.sha256) ?? []), moduleId]);
    return users;
  }

  /** How many mistakes a skin showed lately, whichever modules wore it. */
  async recentOf(sha256: string): Promise<number> {
    return countOf((await this.diagnostics.recent()).filter((each) => each.sha256 === sha256));
  }

  /** By the ids of the modules. */
  private async wanted(): Promise<readonly (readonly [moduleId: string, wanted: WantedSkin])[]> {
    const wanted = await wantedSkins(this.surroundings.webjarIds(), this.skins);
    return [...wanted].toSorted(([one], [other]) => (one < other ? -1 : 1));
  }

  private view(moduleId: string, wanted: WantedSkin, recent: readonly RecentDiagnostics[]): AdministeredWorn {
    const found = this.catalog.problems().find((each) => each.moduleId === moduleId);
    const problem = found && problemText(found);
    const { sha256 } = wanted.skin;
    const mistakes = countOf(recent.filter((each) => each.moduleId === moduleId && each.sha256 === sha256));
    return { json: wornJson(moduleId, wanted, { problem, mistakes }), version: wornVersion(wanted.worn) };
  }
}

function countOf(recent: readonly RecentDiagnostics[]): number {
  return recent.reduce((sum, { count }) => sum + count, 0);
}

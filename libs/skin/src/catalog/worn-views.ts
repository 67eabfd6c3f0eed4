import { Inject, Injectable } from '@nestjs/common';
import type { AdministeredWorn } from '../module-skins.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { SKIN_STORE, type SkinStore } from '../stores/skin.store.js';
import { SkinCatalog } from './skin-catalog.js';
import { wornJson } from './skin-view.js';
import { wantedSkins, wornVersion, type WantedSkin } from './wanted-skin.js';

/** What modules wear as administrators see it. */
@Injectable()
export class WornViews {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: SkinStore,
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    private readonly catalog: SkinCatalog,
  ) {}

  /** Every outbound module, by id. */
  async all(): Promise<readonly AdministeredWorn[]> {
    const wanted = await wantedSkins(this.surroundings.webjarIds(), this.skins);
    return [...wanted]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([moduleId, each]) => this.view(moduleId, each));
  }

  /** @returns undefined: there is no such module */
  async of(moduleId: string): Promise<AdministeredWorn | undefined> {
    const webjarId = this.surroundings.webjarIds().get(moduleId);
    if (webjarId === undefined) return undefined;
    const wanted = (await wantedSkins(new Map([[moduleId, webjarId]]), this.skins)).get(moduleId);
    return wanted && this.view(moduleId, wanted);
  }

  /** Ids of the modules by the hash of what they wear. */
  async users(): Promise<ReadonlyMap<string, readonly string[]>> {
    const users = new Map<string, string[]>();
    for (const { json } of await this.all())
      if (json.sha256 !== undefined) users.set(json.sha256, [...(users.get(json.sha256) ?? []), json.moduleId]);
    return users;
  }

  private view(moduleId: string, wanted: WantedSkin): AdministeredWorn {
    const problem = this.catalog.problems().find((each) => each.moduleId === moduleId)?.message;
    return { json: wornJson(moduleId, wanted, problem), version: wornVersion(wanted.worn) };
  }
}

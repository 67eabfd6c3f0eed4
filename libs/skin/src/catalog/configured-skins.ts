import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { SKIN_STORE, type SkinStore, type StoredSkin, type WornSkin } from '../stores/skin.store.js';
import { isSound } from './inspected-skin.js';
import { calledSkin, namedSkin, NO_SKIN } from './named-skin.js';
import { SkinCatalog } from './skin-catalog.js';
import { SkinWriter } from './skin-writer.js';
import { counts } from './wanted-skin.js';
import { wearing } from './wear-decisions.js';

const SERVER: ChangeAuthor = { kind: 'server', actor: 'configuration' };
const ORIGIN = { author: SERVER.actor, comment: '', kind: 'configured' } as const;
const NOTHING: ReadonlySet<string> = new Set();

/** Has modules wear what their configuration names. */
@Injectable()
export class ConfiguredSkins {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: SkinStore,
    private readonly writer: SkinWriter,
    private readonly catalog: SkinCatalog,
  ) {}

  /**
   * Puts on what is configured where nothing else was decided since, and where its JAR was exchanged: from then on a JAR of the same name that is brought
   * is worn only when somebody activates it. This process wears it when the promise resolves.
   * @param webjarIds `skin.webjar_id` by module id; '' where there is none
   * @param exchanged hashes of what the folder of skins had new
   */
  async putOnAll(webjarIds: ReadonlyMap<string, string>, exchanged = NOTHING): Promise<void> {
    const [worn, named] = await Promise.all([
      this.skins.worn([...webjarIds.keys()]),
      this.skins.named([...new Set(webjarIds.values())]),
    ]);
    for (const [moduleId, webjarId] of webjarIds) {
      const before = worn.find((each) => each.moduleId === moduleId);
      if (isDue(before, webjarId, named.get(webjarId), exchanged)) await this.putOn(moduleId, webjarId, exchanged);
    }
    await this.catalog.refresh();
  }

  private async putOn(moduleId: string, webjarId: string, exchanged: ReadonlySet<string>): Promise<void> {
    await this.writer.wear({ moduleId, webjarId }, SERVER, async (now, skins) => {
      const skin = (await skins.named([webjarId])).get(webjarId);
      if (!isDue(now.worn, webjarId, skin, exchanged)) return { outcome: { kind: 'unchanged' } };
      // What is configured now was not worn yet.
      const before = now.worn === undefined ? NO_SKIN : calledSkin(now.worn);
      return wearing({ ...now, skin: before }, namedSkin(skin), ORIGIN);
    });
  }
}

function isDue(
  worn: WornSkin | undefined,
  webjarId: string,
  skin: StoredSkin | undefined,
  exchanged: ReadonlySet<string>,
): skin is StoredSkin {
  if (skin === undefined) return false;
  return !counts(worn, webjarId) || (exchanged.has(skin.sha256) && isSound(skin.findings));
}

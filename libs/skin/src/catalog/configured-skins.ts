import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { SKIN_STORE, type SkinStore } from '../stores/skin.store.js';
import { isSound } from './inspected-skin.js';
import { calledSkin, namedSkin, NO_SKIN } from './named-skin.js';
import { SkinWriter } from './skin-writer.js';
import { counts, wornVersion } from './wanted-skin.js';
import { wearing } from './wear-decisions.js';

const SERVER: ChangeAuthor = { kind: 'server', actor: 'configuration' };
const NOTHING: ReadonlySet<string> = new Set();

/** Has modules wear what their configuration names. */
@Injectable()
export class ConfiguredSkins {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: SkinStore,
    private readonly writer: SkinWriter,
  ) {}

  /**
   * Puts on what is configured where nothing else was decided since, and where its JAR was exchanged: from then on a JAR of the same name that is brought
   * is worn only when somebody activates it.
   * @param exchanged hashes of what the folder of skins had new
   */
  async putOn(moduleId: string, webjarId: string, exchanged = NOTHING): Promise<void> {
    if (webjarId === '') return;
    const [worn, skin] = await Promise.all([this.skins.wornBy(moduleId), this.skins.named(webjarId)]);
    if (skin === undefined) return;
    const isDecided = counts(worn, webjarId);
    if (isDecided && !(exchanged.has(skin.sha256) && isSound(skin.findings))) return;
    const before = worn?.sha256 !== undefined ? await calledSkin(worn.sha256, this.skins) : NO_SKIN;
    const origin = { author: SERVER.actor, comment: '', webjarId, before, ifVersions: [wornVersion(worn)] };
    await this.writer.wear(moduleId, SERVER, (current) =>
      Promise.resolve(wearing(current, namedSkin(skin), { ...origin, kind: 'configured' })),
    );
  }
}

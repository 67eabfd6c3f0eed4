import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { CLOCK, type Clock } from '#protocol/clock';
import type { CompiledSkin } from '../skin-pages/compiled-skin.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { STATIC_RESOURCES, type StaticResources } from '../static/static-resources.js';
import { previewBase } from './preview-address.js';
import { PreviewSkins, type PreviewSkin } from './preview-skins.js';
import { previewToken, readPreviewToken, type PreviewGrant } from './preview-token.js';
import type { Preview } from './previewed-page.js';

/** What came of opening a preview; `unknown`: no module that shows pages. */
export type OpenedPreview =
  | { readonly kind: 'ready'; readonly preview: Preview }
  | Exclude<PreviewSkin, { kind: 'ready' }>
  | { readonly kind: 'unknown' };

/** The same by what stands in an address; `none`: nothing of ours, `over`: its time has come. */
export type EnteredPreview = OpenedPreview | { readonly kind: 'none' | 'over' };

/** Opens previews: by what somebody may see, or by the token that says so. */
@Injectable()
export class PreviewRooms {
  private readonly key: KeyObject;

  constructor(
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    @Inject(STATIC_RESOURCES) private readonly builtInFiles: StaticResources,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
    private readonly skins: PreviewSkins,
  ) {
    this.key = secrets.derive('skin-preview');
  }

  /** By the token of an address of this very module. @throws DatabaseUnavailableError */
  async enter(moduleId: string, token: string): Promise<EnteredPreview> {
    const read = readPreviewToken(this.key, token, this.clock.now());
    if (read.kind !== 'good') return read;
    return read.grant.moduleId === moduleId ? this.open(read.grant) : { kind: 'none' };
  }

  /** @throws DatabaseUnavailableError */
  async open(grant: PreviewGrant): Promise<OpenedPreview> {
    const found = await this.skins.find(grant.sha256);
    if (found.kind !== 'ready') return found;
    const preview = this.previewOf(grant, found.skin);
    return preview === undefined ? { kind: 'unknown' } : { kind: 'ready', preview };
  }

  private previewOf(grant: PreviewGrant, worn: CompiledSkin): Preview | undefined {
    const { moduleId, flavour, language } = grant;
    const [settings, place] = [this.surroundings.settings(moduleId), this.surroundings.place(moduleId)];
    if (settings === undefined || place === undefined) return undefined;
    return {
      ...{ worn, moduleId, settings, flavour, language, languages: place.languages },
      base: previewBase(place.publicPath, previewToken(this.key, grant)),
      ...{ builtInFiles: this.builtInFiles, date: this.clock.now() },
    };
  }
}

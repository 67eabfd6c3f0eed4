import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import { CLOCK, type Clock, epochSeconds } from '#protocol/clock';
import { meantSkin } from '../catalog/meant-skin.js';
import { inSlices, type Steps } from '../in-slices.js';
import { identityText } from '../package/skin-identity.js';
import { skinPageNames, skinPages } from '../skin-pages/skin-page-names.js';
import type { PreviewedPageJson, SkinPreviewing, SkinPreviews, WantedPreview } from '../skin-previews.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { SKIN_STORE, type SkinStore, type StoredSkin } from '../stores/skin.store.js';
import { PreviewRooms, type OpenedPreview } from './preview-rooms.js';
import type { PreviewGrant } from './preview-token.js';
import { previewedState, type Preview } from './previewed-page.js';

/** Seconds for which the pages may be looked at. */
const PREVIEW_SECONDS = 900;

type Refused = Extract<ChangeRefusal, { kind: 'refused' }>;

/** {@link SkinPreviews}. */
@Injectable()
export class OfferedPreviews implements SkinPreviews {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: Pick<SkinStore, 'called' | 'list'>,
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly rooms: PreviewRooms,
  ) {}

  async offer(wanted: WantedPreview, author: ChangeAuthor): Promise<SkinPreviewing> {
    const { moduleId, language } = wanted;
    const place = this.surroundings.place(moduleId);
    if (place === undefined) return refused('moduleId', 'is no outbound module that runs', 'Name one of them');
    if (language !== undefined && !isLanguageTag(language))
      return refused('language', 'is no tag of a language', 'Write one such as en or fr-CA');
    const meant = await meantSkin(wanted.skin, this.skins);
    if (meant.kind !== 'meant') return meant;
    const { skin } = meant;
    const grant = this.grantFor(wanted, skin);
    const opened = await this.rooms.open(grant);
    if (opened.kind !== 'ready') return refusalOf(opened.kind, opened);
    await this.record(grant, skin, author);
    const origin = place.baseUrl.slice(0, place.baseUrl.length - place.publicPath.length);
    const pages = await inSlices(offeredPages(opened.preview, origin));
    const { expires, ...told } = grant;
    const preview = { ...told, identity: identityText(skin.identity), expires: expires.toISOString(), pages };
    return { kind: 'offered', preview };
  }

  private grantFor({ moduleId, flavour = 'normal', language }: WantedPreview, { sha256 }: StoredSkin): PreviewGrant {
    const expires = new Date((epochSeconds(this.clock.now()) + PREVIEW_SECONDS) * 1_000);
    return { moduleId, sha256, flavour, expires, ...(language !== undefined && { language }) };
  }

  private record(grant: PreviewGrant, { identity }: StoredSkin, author: ChangeAuthor): Promise<void> {
    const { moduleId, expires, ...told } = grant;
    const detail = { ...told, skin: identityText(identity), expires: expires.toISOString(), actor: author.actor };
    const event = { moduleId, kind: 'SKIN_PREVIEW', outcome: 'success', detail } as const;
    return this.audit.record({ ...event, ...recordedAuthor(author) });
  }
}

/** One page is a step: each is made once, so that whoever looks is told what to look at. */
function* offeredPages(preview: Preview, origin: string): Steps<readonly PreviewedPageJson[]> {
  const pages: PreviewedPageJson[] = [];
  for (const page of skinPageNames) {
    const { title } = skinPages[page];
    pages.push({ page, title, ...previewedState(page, preview), url: `${origin}${preview.base}/${page}` });
    yield;
  }
  return pages;
}

function refusalOf(kind: Exclude<OpenedPreview['kind'], 'ready'>, opened: OpenedPreview): ChangeRefusal {
  if (kind === 'gone') return { kind: 'unknown' };
  if (kind === 'busy') return refused('skin', 'has to wait for others that are being made ready', 'Try again soon');
  if (kind === 'unknown') return refused('moduleId', 'does not run any more', 'Start it, or name another module');
  return refused('skin', 'problem' in opened ? opened.problem : 'cannot be read', 'Install it again');
}

function isLanguageTag(tag: string): boolean {
  try {
    return new Intl.Locale(tag).baseName !== '';
  } catch {
    return false;
  }
}

function refused(field: string, problem: string, remedy: string): Refused {
  return { kind: 'refused', problems: [{ field, problem, remedy }] };
}

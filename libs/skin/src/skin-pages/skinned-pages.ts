import type { Clock } from '#protocol/clock';
import { randomToken } from '#protocol/random';
import { Budget, type RenderLimits } from '#thymeleaf/limits';
import type { TemplatePlace } from '#thymeleaf/template-error';
import type { WornSkins } from '../catalog/worn-skins.js';
import { failureOf, noticeOf, type MistakeOrigin } from '../diagnostics/skin-mistake.js';
import type { SkinMistakes } from '../diagnostics/skin-mistakes.js';
import type { PageModels, PageName } from '../models/page-models.js';
import type { Audience, PageRenderer, RenderedPage } from '../page-renderer.port.js';
import { chooseLocale } from '../phrases/choose-locale.js';
import { say } from '../phrases.port.js';
import type { SkinProperties } from '../skin-properties.port.js';
import type { CompiledSkin } from './compiled-skin.js';
import { computingTime } from './computing-time.js';
import { finishPage, type FileAddresses } from './finish-page.js';
import { PageFiles } from './page-files.js';
import { skinModel } from './skin-model.js';
import { skinPageOf, type SkinPageName } from './skin-page-names.js';
import { staticErrorPage } from './static-error-page.js';

/** What the renderer works with. */
export interface SkinnedPagesParts {
  readonly builtIn: PageRenderer;
  readonly worn: WornSkins;
  readonly settings: (moduleId: string) => SkinProperties | undefined;
  readonly mistakes: Pick<SkinMistakes, 'add'>;
  readonly clock: Clock;
}

/** A page of a skin that is to be shown. */
export interface SkinPage {
  readonly name: SkinPageName;
  readonly file: string;
  readonly worn: CompiledSkin;
  readonly settings: SkinProperties;
  /** Where its files are; the lasting addresses unless said. */
  readonly addressOf?: FileAddresses;
  /** Told of what does nothing on the page. */
  readonly notice?: (message: string, place: TemplatePlace) => void;
}

/** Notices of one page that are told: a loop may make the same thousands of times. */
const MOST_NOTICES = 20;

/**
 * The pages of a module in its skin. Whatever a skin does not have, or cannot show, is the built-in page with the same model: a bad skin never breaks a
 * sign-in (skins 5.4). Even the error page has one behind it, and that one a text without any template.
 */
export class SkinnedPages implements PageRenderer {
  private readonly files = new PageFiles();

  constructor(private readonly parts: SkinnedPagesParts) {}

  async render<P extends PageName>(page: P, model: PageModels[P], audience: Audience): Promise<RenderedPage> {
    const found = this.find(page, audience.moduleId);
    if (found === undefined) return this.builtIn(page, model, audience);
    const origin = { moduleId: audience.moduleId, skin: found.worn.skin, page: found.name, file: found.file };
    try {
      const notice = this.noticesOf(origin);
      return renderedInSkin({ ...found, notice }, model, audience, this.parts.clock.now());
    } catch (error) {
      const reference = this.parts.mistakes.add(failureOf(origin, error));
      if (!found.settings.isStrict || page === 'error') return this.builtIn(page, model, audience);
      return { ...(await this.strictly(audience, reference)), status: 500 };
    }
  }

  /** The page of the skin that takes the place of a built-in one. */
  private find(page: PageName, moduleId: string): SkinPage | undefined {
    const name = skinPageOf(page);
    const worn = name && this.parts.worn.wornBy(moduleId);
    const settings = worn && this.parts.settings(moduleId);
    if (name === undefined || worn === undefined || settings === undefined) return undefined;
    const { file, mistake } = this.files.find(name, { moduleId, worn, settings });
    if (mistake !== undefined) this.parts.mistakes.add(mistake);
    return file === undefined ? undefined : { name, file, worn, settings };
  }

  private noticesOf(origin: MistakeOrigin): NonNullable<SkinPage['notice']> {
    let left = MOST_NOTICES;
    return (message, place) => {
      left -= 1;
      if (left >= 0) this.parts.mistakes.add(noticeOf(origin, message, place));
    };
  }

  private async builtIn<P extends PageName>(page: P, model: PageModels[P], audience: Audience): Promise<RenderedPage> {
    if (page !== 'error') return this.parts.builtIn.render(page, model, audience);
    try {
      return await this.parts.builtIn.render(page, model, audience);
    } catch {
      return staticErrorPage();
    }
  }

  /** For those who test a skin: a page that fails is a fault and nothing else. */
  private strictly(audience: Audience, reference: string): Promise<RenderedPage> {
    const message = say('failure.skin');
    const model = { basePath: audience.basePath, statusCode: 500, statusTitle: say('status.500') };
    return this.builtIn('error', { ...model, uri: audience.path, message, reference }, audience);
  }
}

/** @throws TemplateError with its place, or whatever a fault of ours throws */
export function renderedInSkin(
  { name, file, worn, settings, addressOf, notice = () => undefined }: SkinPage,
  model: PageModels[PageName],
  audience: Audience,
  date: Date,
): RenderedPage {
  const limits = limitsOf(settings);
  const budget = new Budget(limits, computingTime);
  const locale = localeOf(worn, settings, audience);
  const nonce = randomToken('');
  const html = worn.render(file, {
    model: skinModel(name, model, { audience, skin: worn.skin.identity, locale }),
    environment: {
      ...{ locale, contextPath: audience.basePath, notice },
      handlers: settings.handlers === 'compatible' ? 'compatible' : 'strict',
    },
    ...{ limits, date, nonce, now: computingTime },
  });
  const made = { name, html, locale, nonce, model, audience, worn, settings, ...(addressOf && { addressOf }) };
  return finishPage({ ...made, budget });
}

/** Among the languages of the skin's bundles; a skin without any speaks its own. */
function localeOf({ languages }: CompiledSkin, { baseLanguage }: SkinProperties, { locales }: Audience): string {
  return chooseLocale(locales, [...languages, baseLanguage], baseLanguage).replaceAll('_', '-');
}

function limitsOf({ steps, items, depth, characters, milliseconds }: SkinProperties): RenderLimits {
  return { steps, items, depth, characters, milliseconds };
}

import type { Clock } from '#protocol/clock';
import { randomToken } from '#protocol/random';
import type { RenderLimits } from '#thymeleaf/limits';
import { TemplateError } from '#thymeleaf/template-error';
import type { WornSkins } from '../catalog/worn-skins.js';
import type { PageModels, PageName } from '../models/page-models.js';
import type { Audience, PageRenderer, RenderedPage } from '../page-renderer.port.js';
import { chooseLocale } from '../phrases/choose-locale.js';
import { say } from '../phrases.port.js';
import type { SkinProperties } from '../skin-properties.port.js';
import type { CompiledSkin } from './compiled-skin.js';
import { computingTime } from './computing-time.js';
import { finishPage, type FileAddresses } from './finish-page.js';
import { pageFile } from './page-file.js';
import type { SkinFailures } from './skin-failures.js';
import { skinModel } from './skin-model.js';
import { skinPageOf, type SkinPageName } from './skin-page-names.js';
import { staticErrorPage } from './static-error-page.js';

/** What the renderer works with. */
export interface SkinnedPagesParts {
  readonly builtIn: PageRenderer;
  readonly worn: WornSkins;
  readonly settings: (moduleId: string) => SkinProperties | undefined;
  readonly failures: SkinFailures;
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
}

/**
 * The pages of a module in its skin. Whatever a skin does not have, or cannot show, is the built-in page with the same model: a bad skin never breaks a
 * sign-in (skins 5.4). Even the error page has one behind it, and that one a text without any template.
 */
export class SkinnedPages implements PageRenderer {
  constructor(private readonly parts: SkinnedPagesParts) {}

  async render<P extends PageName>(page: P, model: PageModels[P], audience: Audience): Promise<RenderedPage> {
    const found = this.find(page, audience.moduleId);
    if (found === undefined) return this.builtIn(page, model, audience);
    try {
      return renderedInSkin(found, model, audience, this.parts.clock.now());
    } catch (error) {
      const { worn, file, settings } = found;
      const { moduleId } = audience;
      const reference = this.parts.failures.add({ moduleId, skin: worn.skin, page: found.name, file, error });
      if (!settings.isStrict || page === 'error') return this.builtIn(page, model, audience);
      return { ...(await this.strictly(audience, reference)), status: 500 };
    }
  }

  /** The page of the skin that takes the place of a built-in one. */
  private find(page: PageName, moduleId: string): SkinPage | undefined {
    const name = skinPageOf(page);
    const worn = name && this.parts.worn.wornBy(moduleId);
    const settings = worn && this.parts.settings(moduleId);
    if (name === undefined || worn === undefined || settings === undefined) return undefined;
    const file = pageFile(name, settings, (path) => worn.hasTemplate(path));
    if (file.kind === 'skin') return { name, file: file.file, worn, settings };
    if (file.kind === 'missing') this.parts.failures.add(missing(moduleId, name, file.file, worn));
    return undefined;
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
  { name, file, worn, settings, addressOf }: SkinPage,
  model: PageModels[PageName],
  audience: Audience,
  date: Date,
): RenderedPage {
  const locale = localeOf(worn, settings, audience);
  const nonce = randomToken('');
  const html = worn.render(file, {
    model: skinModel(name, model, { audience, skin: worn.skin.identity, locale }),
    environment: {
      ...{ locale, contextPath: audience.basePath, notice: () => undefined },
      handlers: settings.handlers === 'compatible' ? 'compatible' : 'strict',
    },
    ...{ limits: limitsOf(settings), date, nonce, now: computingTime },
  });
  return finishPage({ name, html, locale, nonce, model, audience, worn, settings, ...(addressOf && { addressOf }) });
}

/** Among the languages of the skin's bundles; a skin without any speaks its own. */
function localeOf({ languages }: CompiledSkin, { baseLanguage }: SkinProperties, { locales }: Audience): string {
  return chooseLocale(locales, [...languages, baseLanguage], baseLanguage).replaceAll('_', '-');
}

function limitsOf({ steps, items, depth, characters, milliseconds }: SkinProperties): RenderLimits {
  return { steps, items, depth, characters, milliseconds };
}

function missing(moduleId: string, page: SkinPageName, file: string, { skin }: CompiledSkin) {
  const error = new TemplateError('unknown', 'The skin has no file of the name that its setting has.', {
    template: file,
  });
  return { moduleId, skin, page, file, error };
}

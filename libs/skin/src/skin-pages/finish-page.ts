import type { Budget } from '#thymeleaf/limits';
import type { PageModels, PageName } from '../models/page-models.js';
import type { Audience, RenderedPage } from '../page-renderer.port.js';
import { permissionsPolicy } from '../permissions-policy.js';
import { formTargets } from '../built-in/handlebars-pages.js';
import type { SkinProperties } from '../skin-properties.port.js';
import type { CompiledSkin } from './compiled-skin.js';
import { formNeeds } from './form-needs.js';
import { assetEdits } from './html/asset-links.js';
import { formEdits } from './html/complete-forms.js';
import { htmlTags, type HtmlTag } from './html/html-tags.js';
import { handlerSources } from './html/inline-handlers.js';
import { edited } from './html/text-edits.js';
import { lastingAddress, linkedFile } from '../static/skin-file-address.js';
import { skinPolicy } from './skin-policy.js';
import type { SkinPageName } from './skin-page-names.js';

/** A page of a skin as its template made it. */
export interface MadePage {
  readonly name: SkinPageName;
  readonly html: string;
  /** Language of the page. */
  readonly locale: string;
  readonly nonce: string;
  readonly model: PageModels[PageName];
  readonly audience: Audience;
  readonly worn: CompiledSkin;
  readonly settings: Pick<SkinProperties, 'externalHosts'>;
  readonly addressOf?: FileAddresses;
  /** What is left of the limits of the page: all that is done to it counts. */
  readonly budget: Budget;
}

/** The address of a file by its path in the skin, from the root of the server; undefined where there is no such file. */
export type FileAddresses = (path: string) => string | undefined;

const PASSKEY_FORM = 'data-passkey';

/**
 * What is sent to the browser: forms that can be answered, links to files that never change, and the policy that goes with all of it.
 * @throws TemplateError `limit`
 */
export function finishPage(made: MadePage): RenderedPage {
  const { name, html, locale, nonce, model, audience, worn, settings, budget } = made;
  budget.emit(html.length);
  const tags = htmlTags(html);
  budget.checkTime();
  const place = { page: audience.path, basePath: audience.basePath, artifactId: worn.skin.identity.artifactId };
  const fileAddress = made.addressOf ?? lastingAddresses(made);
  const addressOf = (address: string): string | undefined => {
    const path = linkedFile(address, place)?.path;
    return path === undefined ? undefined : fileAddress(path);
  };
  const forms = formEdits(tags, formNeeds(name, model, audience), budget);
  const edits = [...forms, ...assetEdits(tags, addressOf, budget)];
  const asksForPasskeys = /data-passkey/i.test(html) && tags.some(asksForPasskey);
  return {
    html: edited(html, edits),
    language: locale,
    contentSecurityPolicy: skinPolicy({
      ...{ formTargets: formTargets(model), nonce, externalHosts: settings.externalHosts },
      handlerSources: handlerSources(tags, worn.handlers),
    }),
    referrerPolicy: name === 'error' ? 'no-referrer' : 'same-origin',
    permissionsPolicy: permissionsPolicy(asksForPasskeys),
  };
}

function asksForPasskey({ attributes }: HtmlTag): boolean {
  return attributes.some(({ name }) => name === PASSKEY_FORM);
}

function lastingAddresses({ worn, audience }: MadePage): FileAddresses {
  const { files, sha256 } = worn.skin;
  return (path) => (files.has(path) ? audience.basePath + lastingAddress(sha256, path) : undefined);
}

import type { PageModels, PageName } from './models/page-models.js';
import type { Language } from './phrases/catalogue.js';

export type { Language } from './phrases/catalogue.js';
export { languages } from './phrases/catalogue.js';

export type { PageModels, PageName } from './models/page-models.js';

/**
 * Whom browsers tell the page's address. Our own server may know, which is how browsers without `Sec-Fetch-Site` show that a form is ours (V-66); pages
 * that lead elsewhere tell nobody, since an app may have the same origin.
 */
export type ReferrerPolicy = 'same-origin' | 'no-referrer';

/** A page and the policy it must be sent with; the caller adds the headers that all responses share. */
export interface RenderedPage {
  readonly html: string;
  /** In which language it is (BCP 47). */
  readonly language: string;
  /** Value of the `Content-Security-Policy` header for this very page. */
  readonly contentSecurityPolicy: string;
  /** Value of the `Permissions-Policy` header for this very page. */
  readonly permissionsPolicy: string;
  /** Value of the `Referrer-Policy` header for this very page. */
  readonly referrerPolicy: ReferrerPolicy;
  /** In place of the status that the page was to have: it could not be shown, and is an error instead. */
  readonly status?: number;
}

/** The languages that a module shows pages in. */
export interface PageLanguages {
  readonly offered: readonly Language[];
  /** Where none of these is wanted. */
  readonly fallback: Language;
}

/** For whom and where a page is shown: what its model does not say. */
export interface Audience {
  /** The module whose page it is. */
  readonly moduleId: string;
  /** Context path of the module as browsers see it; '' at the root. */
  readonly basePath: string;
  /** Languages that the visitor wants, best first: BCP 47 tags of `ui_locales`, then of `Accept-Language`. Empty = nothing is known. */
  readonly locales: readonly string[];
  /** Languages of the built-in pages; a skin has its own. */
  readonly languages: PageLanguages;
  /** Path of the request that the page answers, as browsers see it; no query. */
  readonly path: string;
  /** Query of that request, for skins that read `param`. Never what was posted. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
}

/** Turns a page's model into HTML. Which engine does so (built-in pages, a skin) is the deployment's choice. */
export interface PageRenderer {
  /** @throws TypeError where the model is not one the page can be made of: our mistake, never the visitor's. */
  render<P extends PageName>(page: P, model: PageModels[P], audience: Audience): Promise<RenderedPage>;
}

/** Injection token of {@link PageRenderer}. */
export const PAGE_RENDERER = Symbol('PageRenderer');

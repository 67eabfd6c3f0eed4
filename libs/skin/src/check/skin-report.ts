import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinIdentity } from '../package/skin-identity.js';
import type { SkinPageName } from '../skin-pages/skin-page-names.js';

/** A page of a module, and where it would come from. */
export interface ReportedPage {
  readonly page: SkinPageName;
  readonly title: string;
  /** Key of its property. */
  readonly setting: string;
  /** `missing`: the property names a file that is not there; the built-in page is shown. */
  readonly state: 'skin' | 'built-in' | 'missing';
  /** Of the skin, or the missing one. */
  readonly file?: string;
  /** The models that it cannot be made with. */
  readonly fails?: readonly string[];
}

/** Everything that a look at a skin found. JSON as it is. */
export interface SkinReport {
  readonly identity: SkinIdentity;
  readonly sha256: string;
  /** The line of Thymeleaf that its templates look like. */
  readonly thymeleaf: '3.0' | '3.1';
  readonly pages: readonly ReportedPage[];
  /** The gravest first. */
  readonly findings: readonly SkinFinding[];
  /** How many more there are. */
  readonly omitted: number;
}

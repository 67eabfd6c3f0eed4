import type { ModuleKey } from '#protocol/administration/module-key';
import type { PropertyReport } from './catalogue/property-report.js';
import type { PropertyValue } from './catalogue/property-values.js';

export { formatPropertyReport } from './catalogue/property-report-text.js';
export type { IgnoredKeys, PropertyReport, UnknownKey } from './catalogue/property-report.js';
export type { PropertyOrigin, PropertyValue } from './catalogue/property-values.js';

/** What becomes of the properties of modules, as they are saved: in database or file, below the environment. Values of secrets are never in it. */
export interface PropertyOverview {
  /** One report for each module of a type that is part of this server, by module id; {@link formatPropertyReport} makes a text of them. */
  reports(): Promise<readonly PropertyReport[]>;

  /**
   * The properties of a module with their values, and where these come from: those that it was started with in this process, beside them what is saved
   * and waits for its restart; of one that does not run those that it would start with. `undefined` for a module that is not there.
   */
  valuesOf(key: ModuleKey): Promise<readonly PropertyValue[] | undefined>;
}

/** Injection token of {@link PropertyOverview}. */
export const PROPERTY_OVERVIEW = Symbol('PropertyOverview');

import type { PageModels } from '#skin/page-renderer.port';
import type { AccountVisit } from './account-visit.js';

/** A part of the page of a person's account, which knows its own variables of the page. */
export interface AccountSection {
  model(visit: AccountVisit): Promise<Partial<PageModels['account']>>;
}

/** DI token of all sections of the page. */
export const ACCOUNT_SECTIONS = Symbol('AccountSections');

import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { PageModels } from '#skin/page-renderer.port';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { sessionManagementPage } from '../authorization-flow/own-page.js';
import { accountNotices, isAccountNotice } from './account-notices.js';
import { ACCOUNT_SECTIONS, type AccountSection } from './account-section.js';
import type { AccountVisit } from './account-visit.js';
import { shownPerson } from '../texts/shown-person.js';

/** How the page is shown after an answer that changed nothing. */
export interface AfterAnswer {
  /** What the section says beside what it always says. */
  readonly changes: Partial<PageModels['account']>;
  readonly status: number;
  readonly retryAfterSeconds?: number;
}

/** The page of a person's account, put together from its sections. */
@Injectable()
export class AccountPage {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(ACCOUNT_SECTIONS) private readonly sections: readonly AccountSection[],
  ) {}

  open(visitor: AccountVisit, query: FormParameters): Promise<FlowOutcome> {
    const done = query.get('done');
    const changes = isAccountNotice(done) ? { notice: accountNotices[done] } : {};
    return this.show(visitor, { changes, status: 200 });
  }

  async show(visitor: AccountVisit, { changes, status, retryAfterSeconds }: AfterAnswer): Promise<FlowOutcome> {
    const { instance, visit, user } = visitor;
    const { publicPath: base } = instance;
    const parts = await Promise.all(this.sections.map((section) => section.model(visitor)));
    const shown = [...parts, changes].reduce((all, part) => ({ ...all, ...part }), {});
    const model: PageModels['account'] = {
      basePath: base,
      user: shownPerson(user),
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      appsUrl: base + sessionManagementPage.path,
      signOutUrl: `${base}/logout`,
      ...shown,
    };
    const result = { kind: 'page', page: 'account', model, status } as const;
    return { result, cookies: visit.cookies, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  }
}

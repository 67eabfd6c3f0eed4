import { Get, Inject, Post } from '@nestjs/common';
import { NeedsPermission } from '#route-access/route-access.port';
import { page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { aboutPath } from './about-path.js';
import { DIAGNOSTICS, type Diagnostics, type DiagnosticReport } from './diagnostics.port.js';

const VIEW = 'VIEW_MODULE_CONFIG';
/** Milliseconds that each check may take while somebody waits for the page. */
const LIMIT = 8_000;

/** What is wrong, or soon will be, and what to do about it. */
@ConsoleController('diagnostics')
export class DiagnosticsController {
  constructor(@Inject(DIAGNOSTICS) private readonly diagnostics: Diagnostics) {}

  @Get()
  @NeedsPermission(VIEW)
  open(): ConsoleAnswer {
    return reportPage(undefined);
  }

  /** Asks other servers, directories and mail servers as well: by a form, so that no link or robot sets it off. */
  @Post()
  @NeedsPermission(VIEW)
  async run(@Visiting() { form }: ConsoleVisit): Promise<ConsoleAnswer> {
    form.assertOnly(() => false);
    return reportPage(await this.diagnostics.run(LIMIT));
  }
}

function reportPage(report: DiagnosticReport | undefined): ConsoleAnswer {
  const count = (wanted: string): string =>
    String(report?.findings.filter(({ severity }) => severity === wanted).length ?? 0);
  const model = {
    isDone: report !== undefined,
    ...{ errors: count('error'), warnings: count('warning'), notes: count('note') },
    checks: report?.checks ?? [],
    rows: (report?.findings ?? []).map((finding) => ({
      ...finding,
      look: LOOKS[finding.severity],
      href: aboutPath(finding.about),
    })),
  };
  return page('diagnostics/report', { title: 'Diagnostics', section: '/diagnostics' }, model);
}

const LOOKS = { error: 'problem', warning: 'care', note: 'good' } as const;

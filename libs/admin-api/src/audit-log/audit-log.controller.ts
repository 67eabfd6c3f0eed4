import { Get, Inject } from '@nestjs/common';
import { AUDIT_QUERY, type AuditQuery } from '#audit/audit-query.port';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer } from '../http/answer.js';
import { refusedChange } from '../http/refused-change.js';
import { AuditPartDto } from './audit-log.dto.js';
import { AuditLogQuery } from './audit-log.query.js';

/** Who did what. */
@AdminController('audit-log', 'Audit log')
export class AuditLogController {
  constructor(@Inject(AUDIT_QUERY) private readonly audit: AuditQuery) {}

  @Get()
  @Opens({
    summary: 'Read the audit log, newest record first',
    ...{ needs: ['VIEW_AUDIT_LOG'], answers: { 200: AuditPartDto }, query: AuditLogQuery },
  })
  async read(@Call() { query }: AdminCall<AuditLogQuery>) {
    const part = await this.audit.read(query);
    if (part.kind === 'refused') throw refusedChange(part, '');
    const { kind: _kind, ...found } = part;
    return new Answer(200, found);
  }
}

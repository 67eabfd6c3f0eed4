import { auditKinds, auditOutcomes } from '#audit/audit.port';
import { Word } from '../description/fields.js';
import { QueryText } from '../http/query-fields.js';

/** Which records are looked for; all that is set must fit. The library that owns the log says what can be looked for. */
export class AuditLogQuery {
  @QueryText(40, 'Records from this instant on.', { example: '2026-01-31T00:00:00.000Z' })
  readonly from: string = '';

  @QueryText(40, 'Records before this instant.')
  readonly to: string = '';

  @Word(auditKinds, 'What happened.', { example: 'SIGN_IN' })
  readonly kind: string = '';

  @Word(auditOutcomes, 'How it ended.')
  readonly outcome: string = '';

  @QueryText(250, 'The client it was about.')
  readonly clientId: string = '';

  @QueryText(250, 'Name of the user it was about, or who did it.')
  readonly username: string = '';

  @QueryText(20, 'Number of that user.')
  readonly userPid: string = '';

  @QueryText(100, 'Module where it happened.')
  readonly moduleId: string = '';

  @QueryText(250, 'Id of a token.')
  readonly jti: string = '';

  @QueryText(40, 'Reference number of an error page or of the log.', { example: 'GH-4QZ7-K2MX-9B' })
  readonly errorReference: string = '';

  @QueryText(100, 'The steps of one authorization flow.')
  readonly flowId: string = '';

  @QueryText(10, '1 to 500 records; 100 unless set.')
  readonly pageSize: string = '';

  @QueryText(500, '`nextCursor` of the part before.')
  readonly cursor: string = '';
}

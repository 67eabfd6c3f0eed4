import { MaxLength } from 'class-validator';
import { Text } from '../description/fields.js';

const LONGEST = { message: '$property must not be longer than $constraint1 characters' };

/** Which records are looked for; all that is set must fit. */
export class AuditLogQuery {
  @Text('Records from this instant on.', { example: '2026-01-31T00:00:00.000Z' })
  @MaxLength(40, LONGEST)
  readonly from: string = '';

  @Text('Records before this instant.')
  @MaxLength(40, LONGEST)
  readonly to: string = '';

  @Text('What happened.', { example: 'SIGN_IN' })
  @MaxLength(100, LONGEST)
  readonly kind: string = '';

  @Text('`success` or `failure`.')
  @MaxLength(20, LONGEST)
  readonly outcome: string = '';

  @Text('The client it was about.')
  @MaxLength(250, LONGEST)
  readonly clientId: string = '';

  @Text('Name of the user it was about, or who did it.')
  @MaxLength(250, LONGEST)
  readonly username: string = '';

  @Text('Number of that user.')
  @MaxLength(20, LONGEST)
  readonly userPid: string = '';

  @Text('Module where it happened.')
  @MaxLength(100, LONGEST)
  readonly moduleId: string = '';

  @Text('Id of a token.')
  @MaxLength(250, LONGEST)
  readonly jti: string = '';

  @Text('Reference number of an error page or of the log.', { example: 'GH-4QZ7-K2MX-9B' })
  @MaxLength(40, LONGEST)
  readonly errorReference: string = '';

  @Text('The steps of one authorization flow.')
  @MaxLength(100, LONGEST)
  readonly flowId: string = '';

  @Text('1 to 500 records; 100 unless set.')
  @MaxLength(10, LONGEST)
  readonly pageSize: string = '';

  @Text('`nextCursor` of the part before.')
  @MaxLength(500, LONGEST)
  readonly cursor: string = '';
}

import { auditOutcomes } from '#audit/audit.port';
import { authorKinds } from '#protocol/administration/change-author';
import { Anything, Instant, Items, One, Text, Whole, Word } from '../description/fields.js';

/** Who made a change, apart from whom it was about: by ids that, unlike names, nobody can choose. */
export class AuditAuthorDto {
  @Word(
    authorKinds,
    'A person, a client by its own token, the command line, the server itself, or who registers an app without an account.',
    {
      always: true,
    },
  )
  readonly kind!: string;

  @Whole('Number of their account.')
  readonly userPid?: number;

  @Text('Inbound module of that account.')
  readonly userModuleId?: string;

  @Text('Client by whose token they acted, or that acted itself.')
  readonly clientId?: string;

  @Text('Outbound module of that client.')
  readonly clientModuleId?: string;

  @Text('Id of the access token they acted by.')
  readonly jti?: string;
}

/** One record of the audit log. Absent values are left out. */
export class AuditEventDto {
  @Text('Id of the record.', { always: true })
  readonly id!: string;

  @Instant('When it happened.', { always: true })
  readonly at!: string;

  @Text('Node and process that wrote it.')
  readonly nodeId?: string;

  @Whole('Number among the records of that process, without gaps.')
  readonly sequence?: number;

  @Text('Module where it happened.')
  readonly moduleId?: string;

  @Text('What happened: one of the kinds that a search takes.', { always: true, example: 'SIGN_IN' })
  readonly kind!: string;

  @Word(auditOutcomes, 'How it ended.', { always: true })
  readonly outcome!: string;

  @Text('The client it was about.')
  readonly clientId?: string;

  @Whole('The user it was about.')
  readonly userPid?: number;

  @Text('Their name.')
  readonly username?: string;

  @Text('Address of the caller.')
  readonly remoteAddress?: string;

  @Text('Ties the steps of one authorization flow together.')
  readonly flowId?: string;

  @Text('Reference number of a refusal.')
  readonly errorReference?: string;

  @Text('Code of a refusal.')
  readonly errorCode?: string;

  @Text('Id of a token.')
  readonly jti?: string;

  @Text('SHA-256 of an authorization code.')
  readonly codeHash?: string;

  @Text('Id of a grant.')
  readonly grantId?: string;

  @One(AuditAuthorDto, 'Who made the change; their name is `detail.actor`.')
  readonly author?: AuditAuthorDto;

  @Anything('Particulars; never a secret.')
  readonly detail?: unknown;

  @Items(Object, 'Why it was decided so.')
  readonly trace?: readonly unknown[];
}

/** A part of the audit log, newest record first. */
export class AuditPartDto {
  @Items(AuditEventDto, 'The records of this part.', { always: true })
  readonly events!: readonly AuditEventDto[];

  @Text('Where to go on; absent at the end.')
  readonly nextCursor?: string;
}

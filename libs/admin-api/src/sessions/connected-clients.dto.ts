import { Items, Text, Whole } from '../description/fields.js';

/** A scope that was approved. */
export class ApprovedScopeDto {
  @Text('The scope.', { always: true })
  readonly scope!: string;

  @Text('What it allows, in words.', { always: true })
  readonly description!: string;
}

/** An app with a live token or a remembered approval. */
export class ConnectedClientDto {
  @Text('Node of its module.', { always: true })
  readonly clientNodeId!: string;

  @Text('SMART outbound module that knows the app.', { always: true })
  readonly clientModuleId!: string;

  @Text('Its id.', { always: true })
  readonly clientId!: string;

  @Text('Its name; empty where it has none.', { always: true })
  readonly clientName!: string;

  @Items(ApprovedScopeDto, 'What the person allowed it.', { always: true })
  readonly approvedScopes!: readonly ApprovedScopeDto[];
}

/** What apps may do in a person's name (UserDetailsOAuth2AllClientApprovals). */
export class ConnectedClientsDto {
  @Items(ConnectedClientDto, 'The apps, by module and id.', { always: true })
  readonly clients!: readonly ConnectedClientDto[];
}

/** What was withdrawn. */
export class WithdrawalDto {
  @Whole('Apps that had access, or an approval that was remembered.', { always: true })
  readonly clients!: number;

  @Whole('Grants of tokens that ended.', { always: true })
  readonly grants!: number;

  @Whole('Sign-ins that ended; only where all was withdrawn.', { always: true })
  readonly browserSessions!: number;
}

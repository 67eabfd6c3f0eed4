import { Matches, MaxLength } from 'class-validator';
import { Text } from '../description/fields.js';

const LONGEST = { message: '$property must not be longer than $constraint1 characters' };

/** Which person is meant: by number, or by module and name. */
export class PersonQuery {
  @Text('Number of the user; in place of all the others.')
  @Matches(/^(?:[1-9]\d{0,14})?$/, { message: 'user_pid must be a number' })
  readonly user_pid: string = '';

  @Text('Node of the module that knows the user.')
  @MaxLength(100, LONGEST)
  readonly user_node_id: string = '';

  @Text('Inbound module that knows the user.')
  @MaxLength(100, LONGEST)
  readonly user_module_id: string = '';

  @Text('Name of the user.')
  @MaxLength(200, LONGEST)
  readonly username: string = '';

  @Text('Issuer of a federated account.')
  @MaxLength(2048, LONGEST)
  readonly username_issuer: string = '';
}

/** The same, and which app alone is meant. */
export class WithdrawalQuery extends PersonQuery {
  @Text('The app that loses its access; all of them unless set.')
  @MaxLength(200, LONGEST)
  readonly client_id: string = '';
}

import { MaxLength } from 'class-validator';
import { Text } from '../description/fields.js';
import { PageQuery } from '../http/page-query.js';

/** Which users a list shows. */
export class UserListQuery extends PageQuery {
  @Text('Words that stand in the name, the family name, the given name or the e-mail address.')
  @MaxLength(200, { message: 'searchTerm must not be longer than 200 characters' })
  readonly searchTerm: string = '';
}

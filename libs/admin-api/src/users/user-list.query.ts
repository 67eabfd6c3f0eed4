import { PageQuery } from '../http/paging.js';
import { QueryText } from '../http/query-fields.js';

/** Which users a list shows. */
export class UserListQuery extends PageQuery {
  @QueryText(200, 'Words that stand in the name, the family name, the given name or the e-mail address.')
  readonly searchTerm: string = '';
}

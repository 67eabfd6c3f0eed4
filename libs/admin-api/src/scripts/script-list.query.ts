import { PageQuery } from '../http/paging.js';
import { QueryText } from '../http/query-fields.js';

/** Which scripts a list shows. */
export class ScriptListQuery extends PageQuery {
  @QueryText(200, 'Words that stand in the id or the description.')
  readonly searchTerm: string = '';
}

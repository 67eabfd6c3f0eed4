import type { ClientStatusFilter } from '#outbound-smart/clients/client-administration.port';
import { PageQuery } from '../http/paging.js';
import { QueryText, QueryWord } from '../http/query-fields.js';

const FILTERS = ['ENABLED', 'DISABLED', 'ENABLED_AND_DISABLED'];

/** Which clients a list shows. */
export class ClientListQuery extends PageQuery {
  @QueryWord(FILTERS, 'Which clients are shown; all of them unless set.')
  readonly clientStatusFilter: ClientStatusFilter = 'ENABLED_AND_DISABLED';

  @QueryText(200, 'Stands in the id or the name, in any case.')
  readonly searchTerm: string = '';
}

import { IsIn, MaxLength } from 'class-validator';
import type { ClientStatusFilter } from '#outbound-smart/clients/client-administration.port';
import { Text, Word } from '../description/fields.js';
import { PageQuery } from '../http/page-query.js';

const FILTERS = ['ENABLED', 'DISABLED', 'ENABLED_AND_DISABLED'];

/** Which clients a list shows. */
export class ClientListQuery extends PageQuery {
  @Word(FILTERS, 'Which clients are shown; all of them unless set.')
  @IsIn(FILTERS, { message: `clientStatusFilter must be one of ${FILTERS.join(', ')}` })
  readonly clientStatusFilter: ClientStatusFilter = 'ENABLED_AND_DISABLED';

  @Text('Stands in the id or the name, in any case.')
  @MaxLength(200, { message: 'searchTerm must not be longer than 200 characters' })
  readonly searchTerm: string = '';
}

import { Items } from '../description/fields.js';
import { PageDto } from '../description/page.dto.js';
import { ClientDto } from './client.dto.js';

/** A part of the list of clients (OAuth2Clients). */
export class ClientListDto extends PageDto {
  @Items(ClientDto, 'The clients of this page, by module and id.', { always: true })
  readonly clients!: readonly ClientDto[];
}

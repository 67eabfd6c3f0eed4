import { Items } from '../description/fields.js';
import { PageDto } from '../description/page.dto.js';
import { ServerDto } from './server.dto.js';

/** A part of the list of server definitions (OAuth2Servers). */
export class ServerListDto extends PageDto {
  @Items(ServerDto, 'The definitions of this page, by module and issuer.', { always: true })
  readonly servers!: readonly ServerDto[];
}

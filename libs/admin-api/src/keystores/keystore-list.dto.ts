import { Items } from '../description/fields.js';
import { PageDto } from '../description/page.dto.js';
import { KeystoreDto } from './keystore.dto.js';

/** A part of the list of keystores. */
export class KeystoreListDto extends PageDto {
  @Items(KeystoreDto, 'The keystores of this page, by id.', { always: true })
  readonly keystores!: readonly KeystoreDto[];
}

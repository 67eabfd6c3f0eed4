import { Length } from 'class-validator';
import { Text } from '../description/fields.js';

/** Which of a module's definitions is meant. */
export class IssuerQuery {
  @Text('Issuer of the definition; trailing slashes make no difference.', { always: true })
  @Length(1, 2048, { message: 'issuer_url must name the issuer' })
  readonly issuer_url: string = '';
}

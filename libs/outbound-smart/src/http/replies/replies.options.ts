import { ArrayMaxSize, IsBoolean } from 'class-validator';
import { Property } from '#module-config/property.port';
import { AreCustomHeaders } from './custom-headers.js';

/** What operators change about every answer of a module. */
export class RepliesOptions {
  @Property({
    key: 'custom_response_headers',
    help: 'Headers added to every answer, one `Name: value` a line. Those that the server sets itself stay as they are.',
    list: 'newline',
    example: 'Permissions-Policy: camera=()',
  })
  @ArrayMaxSize(20)
  @AreCustomHeaders()
  readonly customHeaders: string[] = [];

  @Property({
    key: 'block_http_options',
    help: 'Answer OPTIONS nowhere. Scripts of web apps cannot call the endpoints then, whatever cors.enable says.',
    default: false,
  })
  @IsBoolean()
  readonly blocksOptions: boolean = false;
}

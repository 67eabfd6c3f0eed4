import { QueryWord } from '../http/query-fields.js';

/** Whether what is written takes effect at once. */
export class RestartQuery {
  @QueryWord(['true', 'false'], 'Restart the module with its new properties.')
  readonly restart: 'true' | 'false' = 'false';
}

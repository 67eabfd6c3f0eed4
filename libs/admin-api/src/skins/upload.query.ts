import { QueryText } from '../http/query-fields.js';

/** What is said of a JAR that is sent. */
export class UploadQuery {
  @QueryText(200, 'What its file is called.', { example: 'clinic-1.0.jar' })
  readonly fileName: string = '';

  @QueryText(302, 'What it is, as `group:artifact:version`: refused where the JAR says otherwise.')
  readonly identity: string = '';
}

/** The same, where it is only looked at. */
export class CheckQuery extends UploadQuery {
  @QueryText(200, 'Id of the module whose properties it is looked at with; without it those of one that names no files.')
  readonly module: string = '';
}

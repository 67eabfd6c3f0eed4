import { Items, Text, Whole } from './fields.js';

/** One sentence about what is wrong (reference 12); `field` and `remedy` are ours. */
export class ApiMessageDto {
  @Text('What is wrong.', { always: true })
  readonly message!: string;

  @Text('The field of the body, or the parameter, that it is about.')
  readonly field?: string;

  @Text('What would be right.')
  readonly remedy?: string;
}

/** The body of every answer that is no success. */
export class ApiErrorDto {
  @Whole('HTTP status of the answer.', { always: true })
  readonly statusCode!: number;

  @Items(ApiMessageDto, 'Everything that is wrong.', { always: true })
  readonly messages!: readonly ApiMessageDto[];

  @Text('Number under which the log has the cause of a fault of the server.')
  readonly reference?: string;
}

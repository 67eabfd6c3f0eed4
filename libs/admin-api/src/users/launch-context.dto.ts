import { Text } from '../description/fields.js';

/** A record that apps get as context unless another is chosen. */
export class LaunchContextDto {
  @Text('What it is.', { always: true, example: 'patient' })
  readonly contextType!: string;

  @Text('Which one it is.', { always: true, example: 'Patient/123' })
  readonly resourceId!: string;
}

import { benchFunctionNames } from '#scripts/script-bench.port';
import { Anything, AnyValue, Instant, Items, Text, Whole, Word } from '../description/fields.js';

/** A recorded session as it is listed. */
export class RecordingHeadDto {
  @Text('Its id.', { always: true })
  readonly id!: string;

  @Text('The module that recorded it.', { always: true })
  readonly moduleId!: string;

  @Word(benchFunctionNames, 'The function that was called.', { always: true })
  readonly functionName!: string;

  @Instant('When it was recorded.', { always: true })
  readonly recordedAt!: string;

  @Instant('When it goes.', { always: true })
  readonly expiresAt!: string;

  @Text('The script that ran, as the module names it.', { always: true })
  readonly script!: string;

  @Whole('Its version, of a script of the library.')
  readonly scriptVersion?: number;
}

/** Recorded sessions of a module. */
export class RecordingsDto {
  @Items(RecordingHeadDto, 'Newest first.', { always: true })
  readonly recordings!: readonly RecordingHeadDto[];
}

/** A call of another server, as it was recorded. */
export class RecordedCallDto {
  @Text('`http` or `fhir`.', { always: true })
  readonly operation!: string;

  @AnyValue('What was asked.', { always: true })
  readonly payload!: unknown;

  @AnyValue('What was answered.')
  readonly answer?: unknown;

  @Text('What the script was told where no answer came.')
  readonly failure?: string;
}

/** A recorded session with what was kept of it: no secrets, and stand-ins for people. */
export class RecordingDto extends RecordingHeadDto {
  @Anything('What the function was called with.', { always: true })
  readonly input!: object;

  @Items(RecordedCallDto, 'Calls of other servers, in their order.', { always: true })
  readonly calls!: readonly RecordedCallDto[];

  @Anything(
    'How the run ended: `outcome` (`returned` or `failed`), `reason`, `millis`, and the `runId` of its record where there is one.',
  )
  readonly ended?: object;
}

/** What was removed. */
export class RemovedRecordingsDto {
  @Whole('Recorded sessions that were removed.', { always: true })
  readonly removed!: number;
}

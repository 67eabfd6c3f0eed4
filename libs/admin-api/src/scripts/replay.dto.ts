import { benchCallModes, benchFunctionNames } from '#scripts/script-bench.port';
import { Anything, Instant, Items, One, Text, Whole, Word } from '../description/fields.js';
import { NamedScriptDto, BenchScriptDto, DifferenceDto } from './script-bench.dto.js';

/** Two scripts to be run side by side. */
export class ReplayDto {
  @Word(benchFunctionNames, 'The function to call.', { always: true })
  readonly function!: string;

  @Text('Module whose recorded sessions are run.', { always: true })
  readonly moduleId!: string;

  @One(NamedScriptDto, 'The one script; the one that the module is configured with unless set.')
  readonly old?: NamedScriptDto;

  @One(NamedScriptDto, 'The other one.', { always: true })
  readonly new!: NamedScriptDto;

  @Whole('How many of the newest recorded sessions; 100 unless set, and at most.', { minimum: 1 })
  readonly last?: number;

  @Word(benchCallModes, 'How calls of other servers are answered; `recorded` unless set.')
  readonly calls?: string;

  @Text('`continueAfter` of the part before.')
  readonly continueAfter?: string;
}

/** One session, run with both. */
export class ReplayedSessionDto {
  @Text('The recording.', { always: true })
  readonly recordingId!: string;

  @Instant('When it was recorded.', { always: true })
  readonly recordedAt!: string;

  @Word(['equal', 'different', 'old-failed', 'new-failed', 'both-failed'], 'How the scripts compare.', { always: true })
  readonly verdict!: string;

  @Items(DifferenceDto, 'From what the old one did to what the new one did.', { always: true })
  readonly differences!: readonly DifferenceDto[];

  @Anything('Why `old` and `new` failed.', { always: true })
  readonly failures!: object;
}

/** What came of it. */
export class ReplayResultDto {
  @One(BenchScriptDto, 'The one script.', { always: true })
  readonly old!: BenchScriptDto;

  @One(BenchScriptDto, 'The other one.', { always: true })
  readonly new!: BenchScriptDto;

  @Whole('Sessions that are done, those of earlier parts included.', { always: true })
  readonly done!: number;

  @Whole('Sessions there are.', { always: true })
  readonly of!: number;

  @Text('To be sent again for the rest; absent when all is done.')
  readonly continueAfter?: string;

  @Anything('How many sessions of this part had which verdict.', { always: true })
  readonly verdicts!: object;

  @Anything('Milliseconds of computing in this part: `old.p50`, `old.p99`, `new.p50`, `new.p99`.', { always: true })
  readonly times!: object;

  @Items(ReplayedSessionDto, 'Newest first.', { always: true })
  readonly sessions!: readonly ReplayedSessionDto[];
}

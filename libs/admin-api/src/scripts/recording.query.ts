import { IsIn } from 'class-validator';
import { benchFunctionNames, type BenchFunctionName } from '#scripts/script-bench.port';
import { Word } from '../description/fields.js';

/** Which recorded sessions of a module are meant. */
export class RecordingQueryDto {
  @Word(benchFunctionNames, 'One function; all of them unless set.')
  @IsIn(['', ...benchFunctionNames], { message: `functionName must be one of ${benchFunctionNames.join(', ')}` })
  readonly functionName: BenchFunctionName | '' = '';
}

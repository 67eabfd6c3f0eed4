import { benchCallModes, benchFunctionNames } from '#scripts/script-bench.port';
import { Anything, AnyValue, Flag, Items, One, Text, Texts, Whole, Word } from '../description/fields.js';

/** A situation in which a function is called. */
export class BenchSampleDto {
  @Text('By which a run names it.', { always: true })
  readonly id!: string;

  @Text('What happens, in one sentence.', { always: true })
  readonly title!: string;

  @Word(benchFunctionNames, 'The function that is called.', { always: true })
  readonly functionName!: string;

  @Anything('What it is called with; may be changed and given as input.', { always: true })
  readonly input!: object;
}

/** Every sample. */
export class BenchSamplesDto {
  @Items(BenchSampleDto, 'In the order in which people meet them.', { always: true })
  readonly samples!: readonly BenchSampleDto[];
}

/** A script that is named: by its text, by its id in the library, or by the server definition that has it. */
export class NamedScriptDto {
  @Text('The source itself.')
  readonly text?: string;

  @Text('A script of the library.')
  readonly id?: string;

  @Text('Issuer of a server definition of the module, for the script of the function in it.')
  readonly issuer?: string;

  @Whole('One of its versions; the one that runs unless set.', { minimum: 1 })
  readonly version?: number;

  @Flag('The source is an ES module; as the module says unless set.')
  readonly ecmascriptModule?: boolean;
}

/** What is to be run. Of sample, recordingId and input there is one. */
export class BenchRunDto {
  @Word(benchFunctionNames, 'The function to call.', { always: true })
  readonly function!: string;

  @Text('Module whose limits, hosts and rules count; its own script runs where no other is named.')
  readonly moduleId?: string;

  @One(NamedScriptDto, 'The script; the one that the module is configured with unless set.')
  readonly script?: NamedScriptDto;

  @Text('Id of a sample.')
  readonly sample?: string;

  @Text('Id of a recorded session. Only for holders of ROLE_SUPERUSER.')
  readonly recordingId?: string;

  @Anything('What the function is called with, in the form of the samples.')
  readonly input?: object;

  @Word(benchCallModes, 'How calls of other servers are answered; live only for holders of ROLE_SUPERUSER.')
  readonly calls?: string;
}

/** A line that the script logged. */
export class BenchLogLineDto {
  @Word(['debug', 'info', 'warn', 'error'], 'How important it is.', { always: true })
  readonly level!: string;

  @Text('What it says.', { always: true })
  readonly text!: string;
}

/** A script as it was run. */
export class BenchScriptDto {
  @Text('How positions name it.', { always: true })
  readonly name!: string;

  @Text('SHA-256 of the source, base64url.')
  readonly hash?: string;

  @Whole('Version of the library, where it was the active one.')
  readonly version?: number;
}

/** Why a run failed. */
export class BenchFailureDto {
  @Text('What kind of failure, such as `thrown` or `compute-limit`.', { always: true })
  readonly reason!: string;

  @Text('What went wrong.', { always: true })
  readonly message!: string;

  @Whole('Line in the source, from 1.')
  readonly line?: number;

  @Whole('Column in the line, from 1.')
  readonly column?: number;
}

/** One place that is different. */
export class DifferenceDto {
  @Text('Names with dots between; `[+]` for something that a list has got or lost.', {
    always: true,
    example: 'tokenResponse.patient',
  })
  readonly path!: string;

  @AnyValue('What was there; absent where nothing was.')
  readonly before?: unknown;

  @AnyValue('What is there; absent where nothing is.')
  readonly after?: unknown;
}

/** A claim, a scope or a permission, and why it is as it is. */
export class BenchDecisionDto {
  @Text('What it is about: `scope`, `claim`, `permission`, `check` or `context`.', { always: true })
  readonly kind!: string;

  @Text('Its name.', { always: true })
  readonly value!: string;

  @Text('`granted`, `dropped`, `added`, `passed` or `refused`.', { always: true })
  readonly outcome!: string;

  @Text('The rule by which it was decided.', { always: true })
  readonly ruleId!: string;

  @Text('Where the rule has its say from.', { always: true })
  readonly source!: string;
}

/** Claims of a script. */
export class BenchClaimsDto {
  @Texts('That stand in the access token.', { always: true })
  readonly accepted!: readonly string[];

  @Texts('That only the server sets.', { always: true })
  readonly refused!: readonly string[];
}

/** What the run would have meant. */
export class BenchEffectDto {
  @Items(DifferenceDto, 'From what there was to what there is.', { always: true })
  readonly differences!: readonly DifferenceDto[];

  @Items(BenchDecisionDto, 'Why the token is as it is; empty where none is made.', { always: true })
  readonly decisions!: readonly BenchDecisionDto[];

  @One(BenchClaimsDto, 'Claims that the script added.', { always: true })
  readonly claims!: BenchClaimsDto;

  @Anything('All of it, as it is afterwards.', { always: true })
  readonly after!: object;

  @Text('Why there would be no token.')
  readonly refusal?: string;
}

/** A call of another server. */
export class BenchCallDto {
  @Text('`http` or `fhir`.', { always: true })
  readonly operation!: string;

  @Text('Method of the request.')
  readonly method?: string;

  @Text('Its address.')
  readonly url?: string;

  @Whole('Status of the answer.')
  readonly status?: number;

  @Text('What the script was told where no answer came.')
  readonly failure?: string;

  @Whole('Milliseconds until the answer.', { always: true })
  readonly millis!: number;
}

/** What came of a run. */
export class BenchRunResultDto {
  @Word(['returned', 'missing', 'failed'], '`missing`: the script has no such function, which is no error.', {
    always: true,
  })
  readonly outcome!: string;

  @One(BenchScriptDto, 'The script that ran.', { always: true })
  readonly script!: BenchScriptDto;

  @One(BenchFailureDto, 'Where it failed.')
  readonly failure?: BenchFailureDto;

  @Items(BenchLogLineDto, 'What it logged.', { always: true })
  readonly log!: readonly BenchLogLineDto[];

  @One(BenchEffectDto, 'Where it returned.')
  readonly effect?: BenchEffectDto;

  @Anything(
    'Milliseconds (`millis` in all, `computeMillis`, `hostMillis`), `memoryBytes` that the script had at most at a time, and `hostCalls`.',
    {
      always: true,
    },
  )
  readonly use!: object;

  @Items(BenchCallDto, 'Calls of other servers, in their order.', { always: true })
  readonly calls!: readonly BenchCallDto[];
}

/** A call that is about to be made: what the script's function gets, and what goes back of what it returned. */
export interface ScriptedCall {
  readonly args: readonly unknown[];
  /** @throws Error — what the script returned is nothing that it may return */
  readonly finish: (result: unknown) => unknown;
}

/** A function that scripts may define, as the engine calls it. */
export interface ScriptedFunction {
  readonly name: string;
  /** @param input what the host sent, made of the function's own type of input */
  readonly begin: (input: unknown) => ScriptedCall;
}

/** How a function's arguments are made of what the host sends, and what goes back. `finish` also gets the arguments, which the script may have changed, and what they were made of. */
interface Definition<Input, Arguments extends readonly unknown[], Output> {
  readonly name: string;
  readonly begin: (input: Input) => Arguments;
  readonly finish: (result: unknown, args: Arguments, input: Input) => Output;
}

/** Binds the two halves of a function: between them the types hold, outside it is JSON. */
export function scriptedFunction<Input, Arguments extends readonly unknown[], Output>({
  name,
  begin,
  finish,
}: Definition<Input, Arguments, Output>): ScriptedFunction {
  return {
    name,
    begin: (input) => {
      const args = begin(input as Input);
      return { args, finish: (result) => finish(result, args, input as Input) };
    },
  };
}

/**
 * A function that scripts may define: how its arguments are made of what the host sends, and what goes back. `finish` also gets the arguments, which
 * the script may have changed.
 */
export interface ScriptedFunction<Input, Arguments extends readonly unknown[], Output> {
  readonly name: string;
  begin(input: Input): Arguments;
  /** @throws Error — what the script returned is nothing that it may return */
  finish(result: unknown, args: Arguments): Output;
}

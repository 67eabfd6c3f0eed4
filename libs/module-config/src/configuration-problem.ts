/** One configuration mistake: which key, what is wrong with its value, and what to write instead. */
export interface ConfigurationProblem {
  /** The key as the operator wrote it. */
  readonly key: string;
  /** What is wrong, with the value unless it is a secret. */
  readonly problem: string;
  /** What to do: allowed values, unit, example. */
  readonly remedy: string;
  /** Of a warning: it is accepted by design, good to know and nothing to mend. */
  readonly isNote?: true;
}

/** One mistake as one line. */
export function formatProblem({ key, problem, remedy }: ConfigurationProblem): string {
  return [`${key}: ${problem}`, remedy].map((each) => each.replace(/[.\s]*$/, '.')).join(' ');
}

/**
 * All mistakes as one text for the log, so that an operator corrects them in one round. Empty text when there is none.
 * @param warnings what would not have stopped the start: often the other half of a mistake, such as a misspelt key
 */
export function formatProblems(
  problems: readonly ConfigurationProblem[],
  warnings: readonly ConfigurationProblem[] = [],
): string {
  if (problems.length === 0) return '';
  const title = `Configuration has ${problems.length} problem${problems.length === 1 ? '' : 's'}:`;
  const mistakes = problems.map((each) => `  ${each.key}: ${each.problem}\n      → ${each.remedy}`);
  const remarks =
    warnings.length === 0 ? [] : ['Besides:', ...warnings.map((warning) => `  ${formatProblem(warning)}`)];
  return [title, ...mistakes, ...remarks].join('\n');
}

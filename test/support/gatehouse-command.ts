import { eachOf } from './async-items.js';
import { load } from './product.js';

const { runGatehouse } = await load<typeof import('../../apps/cli/src/gatehouse.js')>('apps/cli/src/gatehouse.ts');

/** How a command is run. */
export interface CommandRun {
  readonly environment?: Readonly<Record<string, string>>;
  /** What paths on the command line start from. */
  readonly folder?: string;
  /** What comes on standard input. */
  readonly input?: string;
  /** What a person answers, in turn; without it nobody can be asked. */
  readonly answers?: readonly string[];
}

/** What a command did. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the `gatehouse` command in this very process. */
export async function gatehouse(args: readonly string[], run: CommandRun = {}): Promise<CommandResult> {
  const said = { out: '', err: '' };
  const answers = [...(run.answers ?? [])];
  const answer = (question: string): Promise<string> => {
    said.err += question;
    return Promise.resolve(answers.shift() ?? '');
  };
  const code = await runGatehouse(args, {
    environment: run.environment ?? {},
    folder: run.folder ?? process.cwd(),
    projectFolder: process.cwd(),
    terminal: {
      isInteractive: run.answers !== undefined,
      canRewrite: false,
      out: (text) => {
        said.out += text;
        return Promise.resolve();
      },
      err: (text) => {
        said.err += text;
      },
      ask: answer,
      askHidden: answer,
      input: () => eachOf([new TextEncoder().encode(run.input ?? '')]),
    },
  });
  return { code, ...said };
}

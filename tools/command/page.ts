import type { Command } from 'commander';
import { systemClock } from '#protocol/clock';
import { gatehouseProgram } from '../../apps/cli/src/program.js';

const INTRODUCTION = `# The gatehouse command

\`npx gatehouse …\` or \`npm run gatehouse -- …\` in the folder of the project. What it is for stands in the
[operator guide](operator-guide/README.md#the-gatehouse-command); this page is what \`gatehouse help\` says, written by \`npm run docs\`.
`;

/** docs/gatehouse-command.md: the help text of every command. */
export function commandPage(): string {
  const said: string[] = [];
  const terminal = {
    ...{ isInteractive: false, canRewrite: false },
    out: (text: string) => {
      said.push(text);
      return Promise.resolve();
    },
    ...{ err: unused, ask: unused, askHidden: unused, input: unused },
  };
  const program = gatehouseProgram({
    ...{
      terminal,
      clock: systemClock,
      environment: {},
      folder: '',
      withInstallation: unused,
      skinLimits: unused,
      end: unused,
    },
    interruption: new AbortController().signal,
  });
  return [INTRODUCTION, ...[...commandsBelow(program)].map(({ name, command }) => chapter(name, command, said))].join(
    '\n',
  );
}

function chapter(name: string, command: Command, said: string[]): string {
  said.length = 0;
  command.outputHelp();
  return `## ${name}\n\n\`\`\`text\n${said.join('').trimEnd()}\n\`\`\`\n`;
}

/** Groups have no help worth reading: their commands have. */
function* commandsBelow(
  command: Command,
  prefix = '',
): Generator<{ readonly name: string; readonly command: Command }> {
  const name = `${prefix}${command.name()}`;
  if (prefix === '' || command.commands.length === 0) yield { name, command };
  for (const each of command.commands) yield* commandsBelow(each, `${name} `);
}

function unused(): never {
  throw new Error('Help texts need nothing of the installation.');
}

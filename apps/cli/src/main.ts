import { processEnvironment } from '../../server/src/configuration.js';
import { runGatehouse } from './gatehouse.js';
import { interruptionOf } from './interruption.js';
import { processTerminal } from './terminal.js';

const projectFolder = process.cwd();

// Whoever reads our output may stop reading, as `head` does: that ends the command without a word.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const environment = processEnvironment();
const interruption = interruptionOf(process);
process.exit(
  await runGatehouse(process.argv.slice(2), {
    ...{ terminal: processTerminal(interruption), environment, projectFolder, interruption },
    folder: environment.GATEHOUSE_CALLED_FROM ?? projectFolder,
  }),
);

// In which order Jest takes the test files.
import Sequencer from '@jest/test-sequencer';

const isInBrowser = ({ context }) => context.config.displayName.name === 'browser';

/** The few files that take longest first: started last, one of them would leave the other worker idle for a minute. */
export default class BrowserFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => isInBrowser(other) - isInBrowser(one));
  }
}

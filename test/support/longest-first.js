// In which order Jest takes the test files.
import Sequencer from '@jest/test-sequencer';

/** Projects whose files take a minute; the others take seconds. */
const long = ['browser', 'cluster'];

const place = ({ context }) => long.indexOf(context.config.displayName.name) + 1 || long.length + 1;

/** The few files that take longest first: started last, one of them would leave the other workers idle for a minute. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
}

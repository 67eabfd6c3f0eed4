import { describeScope } from '#protocol/smart/scope-description';
import { say } from '../../phrases.port.js';

/** One scope as people read it. */
export const scopeFields = {
  scope: { kind: 'text', help: 'The scope as requested.', stock: 'openid' },
  title: { kind: 'phrase', help: 'What it allows, in a few plain words.', stock: say('scope.openid.title') },
  detail: {
    kind: 'phrase',
    help: 'The same in a sentence or two; may be empty.',
    stock: say('scope.openid.detail'),
  },
  sensitive: { kind: 'flag', help: 'Whether it deserves a second look.', stock: false },
  required: { kind: 'flag', help: 'Whether it cannot be unticked.', stock: true },
  allowedBy: {
    kind: 'text',
    optional: true,
    help: 'Who allowed it already, so that the page only tells of it: `administrator`, or `person` for an earlier approval; such a scope is `required`.',
    stock: 'administrator',
  },
  partOf: {
    kind: 'text',
    optional: true,
    help: 'The scope as requested, where the person chooses among its categories; this one is one of them.',
    stock: 'patient/Observation.rs',
  },
  partOfTitle: {
    kind: 'phrase',
    optional: true,
    help: 'What that scope allows, in a few plain words.',
    stock: describeScope('patient/Observation.rs', {}).title,
  },
  partLabel: {
    kind: 'phrase',
    optional: true,
    help: 'The category, as of a list.',
    stock: { ...say('category.laboratory'), startsSentence: true },
  },
} as const;

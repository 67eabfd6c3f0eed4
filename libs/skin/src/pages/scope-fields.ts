/** One scope as people read it. */
export const scopeFields = {
  scope: { kind: 'text', help: 'The scope as requested.', stock: 'openid' },
  title: { kind: 'text', help: 'What it allows, in a few plain words.', stock: 'Know who you are' },
  detail: {
    kind: 'text',
    help: 'The same in a sentence or two; may be empty.',
    stock: 'Your name and your user name.',
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
    kind: 'text',
    optional: true,
    help: 'What that scope allows, in a few plain words.',
    stock: 'See test results and vital signs of the selected patient',
  },
  partLabel: { kind: 'text', optional: true, help: 'The category, as of a list.', stock: 'Laboratory results' },
} as const;

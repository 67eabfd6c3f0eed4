import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, client, csrf, formTargets, interaction, person } from './page-variables.js';

/** The page of the terms of service. */
export const termsOfService = {
  help: 'Asks the person to agree to the terms of service, or to reject them (product: usertos).',
  variables: {
    basePath,
    ...client,
    user: person,
    version: {
      kind: 'text',
      help: 'Version of the terms; goes back in the hidden field `version`.',
      stock: '2026-11',
      skinName: 'tosVersion',
    },
    text: {
      kind: 'text',
      help: 'The terms as plain text; empty where the server has none.',
      stock: 'Use of records\n\nYou see records only as far as your work needs it.',
      skinName: 'tosText',
    },
    parts: {
      kind: 'records',
      help: 'The same in parts: each is a heading, a paragraph or a list.',
      fields: {
        heading: { kind: 'text', help: 'A heading, or empty.', stock: 'Use of records' },
        text: {
          kind: 'text',
          help: 'A paragraph, or empty.',
          stock: 'You see records only as far as your work needs it.',
        },
        items: { kind: 'texts', help: 'The items of a list, or none.', stock: ['Do not share your password.'] },
      },
    },
    action: {
      kind: 'address',
      help: 'Where the form is posted, with decision=agree or decision=reject.',
      stock: '/oauth/terms',
    },
    csrf,
    interaction,
    formTargets,
    switchUserUrl: { kind: 'address', optional: true, help: 'Signs in as somebody else.', stock: '/signin?switch=1' },
  },
} as const satisfies PageDescriptor;

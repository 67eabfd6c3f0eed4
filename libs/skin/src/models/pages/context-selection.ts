import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, client, csrf, formTargets, interaction, person } from './page-variables.js';
import { say } from '../../phrases.port.js';

const sampleContexts = [
  {
    id: 'Patient/amelia',
    resourceType: 'Patient',
    display: 'Amelia Marsh',
    birthDate: '1984-05-17',
    sex: say('context.sex.female'),
    identifier: 'MRN 30-1187',
    description: '',
    selected: false,
  },
  {
    id: 'Patient/oscar',
    resourceType: 'Patient',
    display: 'Oscar Marsh',
    birthDate: '2016-11-02',
    sex: say('context.sex.male'),
    identifier: 'MRN 30-2290',
    description: 'Child',
    selected: false,
  },
] as const;

/** The context selection page. */
export const selectContext = {
  help: 'Asks which patient, visit or other record the app is to work on.',
  variables: {
    basePath,
    ...client,
    user: person,
    noun: { kind: 'phrase', help: 'What is to be chosen, in a word or two.', stock: say('noun.patient') },
    role: {
      kind: 'text',
      optional: true,
      help: 'What the app wants it for, a URI.',
      stock: 'https://example.org/role',
    },
    contexts: {
      kind: 'records',
      help: 'What can be chosen; the value of the field `choice` is the id.',
      fields: {
        id: { kind: 'text', help: 'Reference, such as Patient/123.', stock: 'Patient/amelia' },
        resourceType: { kind: 'text', help: 'FHIR resource type.', stock: 'Patient' },
        display: { kind: 'text', help: 'What it is known by.', stock: 'Amelia Marsh' },
        birthDate: { kind: 'text', help: 'Of a patient; may be empty.', stock: '1984-05-17' },
        sex: { kind: 'phrase', help: 'Of a patient; may be empty.', stock: say('context.sex.female') },
        identifier: { kind: 'text', help: 'A number it is known by; may be empty.', stock: 'MRN 30-1187' },
        description: { kind: 'text', help: 'What else tells it from others; may be empty.', stock: '' },
        selected: { kind: 'flag', help: 'Whether it is chosen already.', stock: false },
      },
      stock: sampleContexts,
    },
    multiple: {
      kind: 'flag',
      help: 'Whether several may be chosen; this server asks for one at a time.',
      stock: false,
    },
    searchable: {
      kind: 'flag',
      help: 'Whether more can be found by a search (field `action` = `search`).',
      stock: true,
    },
    searched: { kind: 'flag', help: 'Whether what is shown was searched for.', stock: false },
    search: {
      kind: 'record',
      help: 'By what it can be searched, and what was typed.',
      fields: {
        byName: { kind: 'flag', help: 'Offer the field `name`.', stock: true },
        byBirthDate: { kind: 'flag', help: 'Offer the field `birth_date`.', stock: true },
        byIdentifier: { kind: 'flag', help: 'Offer the field `identifier`.', stock: true },
        name: { kind: 'text', help: 'As typed.', stock: 'Marsh' },
        birthDate: { kind: 'text', help: 'As typed.', stock: '' },
        identifier: { kind: 'text', help: 'As typed.', stock: '' },
      },
    },
    moreUrl: {
      kind: 'address',
      optional: true,
      help: 'Leads to the next page of the list.',
      stock: '/oauth/authorize?interaction=ghi_example&select=patient&search=sealed',
    },
    canSkip: { kind: 'flag', help: 'Whether the person may go on without (`action` = `skip`).', stock: true },
    problem: {
      kind: 'phrase',
      optional: true,
      help: 'What went wrong, one sentence.',
      stock: say('context.problem.unavailable'),
    },
    need: { kind: 'text', help: 'Goes back in the hidden field `need`.', stock: 'patient' },
    action: { kind: 'address', help: 'Where the forms are posted.', stock: '/oauth/context' },
    csrf,
    interaction,
    formTargets,
    switchUserUrl: { kind: 'address', optional: true, help: 'Signs in as somebody else.', stock: '/signin?switch=1' },
  },
} as const satisfies PageDescriptor;

import { ContextSelectionChoices } from './context-choices.js';
import { KnownPermissions } from './known-permissions.js';
import { sendNotesTo } from './script-notes.js';
import { emptySession } from './session-shape.js';
import { UserSessionDetails } from './user-session-details.js';

let notes: string[] = [];
beforeEach(() => {
  notes = [];
  sendNotesTo((_operation, payload) => void notes.push((payload as { text: string }).text));
});

const PERMISSION = 'FHIR_READ_ALL_IN_COMPARTMENT';
const addAuthority = (argument: string): void => {
  new UserSessionDetails(emptySession, new KnownPermissions(`${PERMISSION}*`)).addAuthority(PERMISSION, argument);
};

test.each(['Patient/undefined', 'Patient/null', 'Patient/', 'Patient/Patient/4711', 'undefined', '[object Object]'])(
  'a permission about %s, which is nothing, is noted',
  (argument) => {
    addAuthority(argument);

    expect(notes).toEqual([`addAuthority: ${PERMISSION} gives nothing for "${argument}"`]);
  },
);

test.each(['Patient/4711', 'Patient', 'https://fhir.example/Patient/1', 'Patient/null-1'])(
  'of one about %s nothing is noted',
  (argument) => {
    addAuthority(argument);

    expect(notes).toEqual([]);
  },
);

test.each([
  { name: 'an object', given: [{ resourceType: 'Patient' }, '1'] as const },
  { name: 'a type alone', given: ['Patient', undefined as unknown as string] as const },
  { name: 'an id that is null', given: ['Patient', null as unknown as string] as const },
])('a choice that is $name is left out and noted', ({ given }) => {
  const choices = new ContextSelectionChoices([]);
  choices.addChoice(given[0], given[1]);

  expect(choices.haveChoices()).toBe(false);
  expect(notes).toEqual([expect.stringMatching(/^addChoice adds nothing: it takes a type, an id and a name/)]);
});

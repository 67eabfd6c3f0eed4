import { contextNeeds, needKey } from './context-need.js';

const ROLE = 'https://example.org/role/a';

describe('contextNeeds', () => {
  test.each([
    { name: 'no scope at all', scopes: [], expected: [] },
    { name: 'no launch scope', scopes: ['openid', 'user/*.rs', 'system/*.rs'], expected: [] },
    { name: 'launch names nothing', scopes: ['launch'], expected: [] },
    { name: 'the wrong case', scopes: ['launch/Patient', 'Launch/patient', 'launch/'], expected: [] },
    { name: 'a clinical scope that is none', scopes: ['patient/Foo.rs', 'patient/*.sr'], expected: [] },
    { name: 'STD L3: launch/patient', scopes: ['launch/patient'], expected: ['patient'] },
    { name: 'STD L2: a patient scope', scopes: ['patient/Observation.rs?code=x'], expected: ['patient'] },
    { name: 'one need, however often asked', scopes: ['patient/*.rs', 'launch/patient'], expected: ['patient'] },
    {
      name: 'STD L3: patients before encounters before the rest',
      scopes: ['launch/location', 'launch/encounter', 'launch/practitioner', 'patient/*.rs'],
      expected: ['patient', 'encounter', 'location', 'practitioner'],
    },
    { name: 'STD S10: a role', scopes: [`launch/task?role=${ROLE}`], expected: [`task?role=${ROLE}`] },
    {
      name: 'STD S10: one need for each role',
      scopes: ['launch/task', `launch/task?role=${ROLE}`, `launch/task?role=${ROLE}2`],
      expected: ['task', `task?role=${ROLE}`, `task?role=${ROLE}2`],
    },
    {
      name: 'STD S10: a role that is no URI is none',
      scopes: ['launch/task?role=x y', 'launch/task?x=1'],
      expected: ['task'],
    },
    {
      name: 'STD S13: the URI form',
      scopes: ['http://smarthealthit.org/fhir/scopes/launch/patient'],
      expected: ['patient'],
    },
  ])('$name', ({ scopes, expected }) => {
    expect(contextNeeds(scopes).map(needKey)).toEqual(expected);
  });
});

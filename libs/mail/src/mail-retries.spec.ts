import { attemptOfMailFailure, pauseAfterMiss, type MailAttempt, type MailFailure } from './mail-retries.js';

describe('a failed mail', () => {
  test.each<{ name: string; failure: MailFailure; expected: MailAttempt }>([
    {
      name: 'the recipient is unknown there',
      failure: { code: 'EENVELOPE', responseCode: 550 },
      expected: { kind: 'refused', reason: 'EENVELOPE, status 550' },
    },
    {
      name: 'greylisting',
      failure: { code: 'EENVELOPE', responseCode: 451 },
      expected: { kind: 'missed', reason: 'EENVELOPE, status 451' },
    },
    {
      name: 'the text is refused',
      failure: { code: 'EMESSAGE', responseCode: 554 },
      expected: { kind: 'refused', reason: 'EMESSAGE, status 554' },
    },
    {
      name: 'a wrong password of the server, which an administrator mends',
      failure: { code: 'EAUTH', responseCode: 535 },
      expected: { kind: 'missed', reason: 'EAUTH, status 535' },
    },
    { name: 'nobody there', failure: { code: 'ECONNREFUSED' }, expected: { kind: 'missed', reason: 'ECONNREFUSED' } },
    { name: 'an address as the name', failure: { code: 'to bob@x' }, expected: { kind: 'missed', reason: 'failed' } },
    { name: 'nothing said', failure: {}, expected: { kind: 'missed', reason: 'failed' } },
  ])('$name: $expected.kind', ({ failure, expected }) => {
    expect(attemptOfMailFailure(failure)).toEqual(expected);
  });

  test('is tried again soon, then ever more seldom', () => {
    const pauses = Array.from({ length: 8 }, (_, index) => pauseAfterMiss(index + 1));

    expect(pauses).toEqual([5, 15, 60, 300, 900, 1_800, 1_800, 1_800]);
  });
});

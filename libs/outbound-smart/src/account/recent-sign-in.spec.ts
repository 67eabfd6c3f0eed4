import { isRecentSignIn } from './recent-sign-in.js';

const signedIn = new Date('2026-11-23T09:00:00Z');
const at = (minutes: number): Date => new Date(signedIn.getTime() + minutes * 60_000);

test.each([
  { minutes: 0, opens: true, submits: true },
  { minutes: 15, opens: true, submits: true },
  { minutes: 16, opens: false, submits: true },
  { minutes: 30, opens: false, submits: true },
  { minutes: 31, opens: false, submits: false },
])('$minutes minutes after the sign-in', ({ minutes, opens, submits }) => {
  expect(isRecentSignIn(signedIn, at(minutes), 'open')).toBe(opens);
  expect(isRecentSignIn(signedIn, at(minutes), 'submit')).toBe(submits);
});

test.each([
  { minutes: 2, offers: true, takes: true },
  { minutes: 3, offers: false, takes: true },
  { minutes: 6, offers: false, takes: false },
])('A-19: $minutes minutes after a proof, of somebody with a second factor', ({ minutes, offers, takes }) => {
  expect(isRecentSignIn(signedIn, at(minutes), 'offer-change')).toBe(offers);
  expect(isRecentSignIn(signedIn, at(minutes), 'take-change')).toBe(takes);
});

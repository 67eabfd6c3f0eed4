import { acceptedIssuers } from './accepted-issuers.js';

test.each(['', '/', '//', '///'])(
  'ruling 18, S-03: a definition with %j behind it is the issuer without a slash and with one, and no other',
  (written) => {
    expect(acceptedIssuers(`https://a.example/b${written}`)).toEqual(['https://a.example/b', 'https://a.example/b/']);
  },
);

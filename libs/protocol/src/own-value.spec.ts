import { isOwnValue } from './own-value.js';

test.each(['ghr_x', 'ghc_', 'ghs_secret', 'ght_1.2.3'])('%s is one of ours', (text) => {
  expect(isOwnValue(text)).toBe(true);
});

test.each(['', 'gh_x', 'ghr', 'eyJhbGciOiJub25lIn0.e30.', 'a-ghr_x', 'GHR_x', 'ghost_1', 'opaque-token'])(
  '%p may be anybody’s',
  (text) => {
    expect(isOwnValue(text)).toBe(false);
  },
);

import { sha256Base64Url } from '../hash.js';
import { launchIdOf, newLaunchValue, readLaunchParameter, unusableLaunch } from './launch-value.js';

describe('launch values', () => {
  test('R-14: 256 random bits behind a prefix', () => {
    const values = Array.from({ length: 100 }, newLaunchValue);

    expect(new Set(values).size).toBe(100);
    for (const value of values) expect(value).toMatch(/^ghl_[\w-]{43}$/);
  });

  test.each(['ghc_x', 'ghi_x', 'ghr_x', 'ghx_x', 'ghz_', 'urn:ietf:params:oauth:request_uri:ghw_x'])(
    'V-22: %s is a value of another kind: refused',
    (value) => {
      expect(() => readLaunchParameter(value)).toThrow(
        expect.objectContaining({ code: 'invalid_request', parameter: 'launch' }) as Error,
      );
    },
  );

  test('V-88: more than 8 KB is refused', () => {
    expect(readLaunchParameter('x'.repeat(8_192))).toHaveProperty('launch');
    expect(() => readLaunchParameter('x'.repeat(8_193))).toThrow(/longer/);
  });

  test.each(['abc', 'GHL_x', ' ghl_x', 'xghl_x', 'eyJhIjoxfQ', 'ghost'])(
    'ruling 41: %j is not ours and stays as it is',
    (launch) => {
      expect(readLaunchParameter(launch)).toEqual({ launch });
    },
  );

  test('R-14: of ours only the hash goes on, whatever follows the prefix', () => {
    for (const value of [newLaunchValue(), 'ghl_', 'ghl_short'])
      expect(readLaunchParameter(value)).toEqual({ launchHash: sha256Base64Url(value) });
  });

  test('the id says nothing about the value', () => {
    const hash = sha256Base64Url('ghl_x');

    expect(launchIdOf(hash)).toHaveLength(22);
    expect(hash.startsWith(launchIdOf(hash))).toBe(true);
  });

  test('every reason looks the same from outside', () => {
    expect(unusableLaunch('spent').description).toBe(unusableLaunch('foreign').description);
    expect(unusableLaunch('spent')).toMatchObject({ code: 'invalid_request', parameter: 'launch', cause: 'spent' });
  });
});

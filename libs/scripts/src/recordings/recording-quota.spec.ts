import { RecordingQuota } from './recording-quota.js';

test('a few at once, then one in a second, each function by itself', () => {
  const quota = new RecordingQuota();
  const atOnce = Array.from({ length: 100 }, () => quota.take('a', 0)).filter(Boolean);

  expect(atOnce).toHaveLength(20);
  expect([quota.take('b', 0), quota.take('a', 500), quota.take('a', 1_000), quota.take('a', 1_001)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

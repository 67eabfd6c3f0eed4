import { Logger } from '@nestjs/common';
import { MemoryLog } from '../../../../test/support/memory-log.js';
import { ForeignLaunches } from './foreign-launches.js';

describe('reference 18.2: launch values that were not made here', () => {
  const log = new MemoryLog();
  let now = 0;
  let launches: ForeignLaunches;
  beforeEach(() => {
    Logger.overrideLogger(log);
    log.entries.length = 0;
    now = 0;
    launches = new ForeignLaunches(() => now);
  });
  afterEach(() => {
    Logger.overrideLogger(false);
  });
  const note = (clientId: string, moduleId = 'smart_auth') => {
    launches.note({ moduleId, clientId, launch: 'secret-of-the-ehr' });
  };

  test('are warned of with module, app and length, and without the value', () => {
    note('chart');

    expect(log.entries).toEqual([expect.stringContaining('"moduleId":"smart_auth","clientId":"chart","length":17')]);
    expect(log.entries.join()).not.toContain('secret');
  });

  test('are warned of once a minute for an app of a module', () => {
    for (let request = 0; request < 100; request += 1) note('chart');
    note('chart', 'ward');
    note('other');
    now = 59_999;
    note('chart');
    expect(log.entries).toHaveLength(3);

    now = 60_000;
    note('chart');
    expect(log.entries).toHaveLength(4);
  });
});

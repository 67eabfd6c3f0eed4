import { allMigrations } from './all-migrations.js';

describe('allMigrations', () => {
  test('are listed oldest first, as TypeORM runs them and takes them back', () => {
    const times = allMigrations.map(({ name }) => Number(name.slice(-13)));

    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(new Set(times).size).toBe(times.length);
  });
});

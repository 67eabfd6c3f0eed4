/**
 * Injection token of a `Clock` that shows the database's time, `gatehouse_now()`, without asking for it: for windows that are decided on data
 * in memory (ruling 62). Right within half of what the last look at the change counters took; a clock of this machine that is wrong or jumps
 * does not matter to it.
 */
export const DATABASE_CLOCK = Symbol('DatabaseClock');

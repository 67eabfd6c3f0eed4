import { Foundation1763769600000 } from './1763769600000-foundation.js';

/** Every migration, oldest first. */
export const allMigrations = [Foundation1763769600000] as const;

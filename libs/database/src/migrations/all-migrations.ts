import { Foundation1763769600000 } from './1763769600000-foundation.js';
import { WithdrawnAccess1764000000000 } from './1764000000000-withdrawn-access.js';

/** Every migration, oldest first. */
export const allMigrations = [Foundation1763769600000, WithdrawnAccess1764000000000] as const;

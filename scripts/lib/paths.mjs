import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The checkout's root folder; every script works from here, wherever it was called from. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** An absolute path inside the checkout. */
export const inRoot = (...parts) => path.join(root, ...parts);

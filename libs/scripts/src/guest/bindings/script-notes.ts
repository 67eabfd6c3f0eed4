import type { Host } from '../host.js';

let host: Host = () => undefined;

/** Where notes go, once for every engine. */
export function sendNotesTo(given: Host): void {
  host = given;
}

/** Tells the script's author, in the log of the run, that something they wrote counts for nothing. */
export function note(text: string): void {
  host('log', { level: 'warn', text });
}

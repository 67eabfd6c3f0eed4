import type { SecretEncryption } from '#keystore/secret-encryption.port';
import type { RecordedSession } from './recorded-session.js';

/** Sessions as they lie in the database: nobody reads there what people did, redacted though it is (O-05). */
export class SealedSessions {
  constructor(private readonly encryption: SecretEncryption) {}

  seal(id: string, { input, calls, ended }: RecordedSession): string {
    return this.encryption.seal(placeOf(id), JSON.stringify({ input, calls, ended }));
  }

  /** @throws Error — it was not sealed here for this recording */
  open(id: string, sealed: string): RecordedSession {
    return JSON.parse(this.encryption.open(placeOf(id), sealed)) as RecordedSession;
  }
}

function placeOf(id: string) {
  return { table: 'script_recording', row: [id] };
}

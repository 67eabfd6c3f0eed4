import type { BackgroundWork } from '#database/background-work.port';
import type { ChangeFeed } from '#database/change-feed.port';
import type { Clock } from '#protocol/clock';
import { AdministeredKeystores } from './administration/administered-keystores.js';
import { EncryptedKeystore } from './signing/encrypted-keystore.js';
import { EnsuredKeystores } from './signing/ensured-keystores.js';
import { FileKeys, type ReadLocation } from './keys/file-keys.js';
import type { KeyEncryption } from './sealing/key-encryption.js';
import { KeyMaterials } from './keys/key-material.js';
import { KeyRotation } from './rotation/key-rotation.js';
import type { Keystore } from './keystore.port.js';
import type { KeystoreAdministration } from './keystore-administration.port.js';
import { KeystoreBatch } from './administration/keystore-batch.js';
import { KeystoreCache } from './signing/keystore-cache.js';
import { KeystoreCommands, type KeystoreUsers } from './administration/keystore-commands.js';
import type { KeystoreJournal } from './administration/keystore-journal.js';
import { RotationSchedule } from './rotation/rotation-schedule.js';
import { SavedKeystores } from './administration/saved-keystores.js';
import { StoredKeyImport } from './signing/stored-key-import.js';
import type { KeystoreStore } from './stores/keystore.store.js';

/** What keystores need from the rest of the server. */
export interface KeystoreSurroundings {
  readonly store: KeystoreStore;
  readonly changes: ChangeFeed;
  readonly encryption: KeyEncryption;
  readonly clock: Clock;
  readonly keyClock: Clock;
  readonly journal: KeystoreJournal;
  readonly background: BackgroundWork;
  readonly readLocation: ReadLocation;
  readonly usersOf: KeystoreUsers;
  readonly mode: 'evaluation' | 'production';
}

/** The keystores of one process, from all sides. */
export interface AssembledKeystores {
  readonly keystore: Keystore;
  readonly administration: KeystoreAdministration;
  readonly store: KeystoreStore;
  readonly saved: SavedKeystores;
  readonly schedule: RotationSchedule;
}

/** Puts together what works on one store of keystores. */
export function assembleKeystores(surroundings: KeystoreSurroundings): AssembledKeystores {
  const { store, changes, encryption, clock, keyClock, journal, background, readLocation, usersOf, mode } =
    surroundings;
  const files = new FileKeys(readLocation);
  const cache = new KeystoreCache(store, changes, new StoredKeyImport(encryption, files));
  const materials = new KeyMaterials(encryption, files, mode);
  const commands = new KeystoreCommands({ store, changes, journal, usersOf });
  const saved = new SavedKeystores(store, commands, materials);
  const rotation = new KeyRotation(store, commands, materials);
  const batch = new KeystoreBatch(store, saved);
  const ensured = new EnsuredKeystores({ store, cache, files, materials, saved });
  return {
    keystore: new EncryptedKeystore({ store, cache, ensured, clock, keyClock }),
    administration: new AdministeredKeystores({ store, commands, saved, rotation, batch, files, clock: keyClock }),
    ...{ store, saved },
    schedule: new RotationSchedule({ store, rotation, background, clock: keyClock }),
  };
}

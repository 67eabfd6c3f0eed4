/** Remembers which modules were seeded with keystores. */
export interface KeystoreSeedStore {
  has(moduleId: string): Promise<boolean>;
  note(moduleId: string): Promise<void>;
}

/** Whether the database answers, for the readiness probe. */
export interface DatabaseHealth {
  /** `true` when the database answered within the last second, or does so within `limit` milliseconds. Never throws. */
  ping(limit: number): Promise<boolean>;
}

export const DATABASE_HEALTH = Symbol('DatabaseHealth');

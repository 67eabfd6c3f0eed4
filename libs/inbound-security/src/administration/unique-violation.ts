/** PostgreSQL manual, appendix A: unique_violation. */
const UNIQUE_VIOLATION = '23505';

/** Whether the database refused a row because another has its key. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}

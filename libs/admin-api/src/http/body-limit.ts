/** Largest body of a call of the admin API, in bytes: a module with all its scripts and files as text fits. */
export const ADMIN_BODY_LIMIT = 1024 * 1024;

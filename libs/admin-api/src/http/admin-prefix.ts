/** Internal prefix of the admin API's routes, which its listener puts in front. */
export const ADMIN_PREFIX = 'admin';

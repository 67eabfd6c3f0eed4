/** How the addresses of the console begin inside the application, so that no other listener leads to them. */
export const CONSOLE_PREFIX = 'console';

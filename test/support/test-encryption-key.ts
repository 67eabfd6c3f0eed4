/** The encryption key of test servers: any 32 bytes. */
export const TEST_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');

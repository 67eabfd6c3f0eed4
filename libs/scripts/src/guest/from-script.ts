/**
 * What a script hands over, or may have put in the place of something: anything at all to the code here, which has to look at it, and `_Meant` to
 * script authors, whose declarations (docs/script-api.d.ts) are made of these types.
 */
export type FromScript<_Meant> = unknown;

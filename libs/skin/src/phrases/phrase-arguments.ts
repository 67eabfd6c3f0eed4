import type { English, PhraseKey } from './catalogue.js';

/** `{name}` and `{name, plural, …}`: what stands before the first comma. Words in branches of a plural have blanks in them. */
type Head<A extends string> = A extends `${infer Name},${string}` ? Name : A;
type Names<Message extends string> = Message extends `${string}{${infer Argument}}${infer Rest}`
  ? Head<Argument> | Names<Rest>
  : never;
type WithoutBlanks<Name> = Name extends `${string} ${string}` ? never : Name;

/** Names of what is put into a phrase, read from its English message. */
export type ArgumentNames<K extends PhraseKey> = WithoutBlanks<Names<English[K]>>;

/** A member of an object, as authors write against it. */
export interface DeclaredMember {
  readonly name: string;
  /** Without a `;`: `getLaunch(): string | null`, `readonly status: number`. */
  readonly signature: string;
  /** What it is, in a sentence or two; '' where the name says it. */
  readonly doc: string;
  /** A property, its accessor (`getX`, `isX`, `setX`), or a method. */
  readonly kind: 'property' | 'accessor' | 'method';
  /** Type of a property. */
  readonly type?: string;
}

/** An object that scripts get, make or find among the globals; or another name of a type. */
export interface DeclaredObject {
  readonly name: string;
  readonly doc: string;
  /** What stands behind its name: `<T = any> extends Array<T>`. */
  readonly heritage: string;
  /** Names of the objects whose members it has as well. */
  readonly parents: readonly string[];
  readonly members: readonly DeclaredMember[];
  /** Of another name of a type: what it stands for. */
  readonly alias?: string;
}

/** A function that a script may define. */
export interface DeclaredFunction {
  /** Of the type: `OnTokenGenerating`. */
  readonly name: string;
  readonly doc: string;
  readonly type: string;
  /** `theUserSession, theContextSelectionChoices` with their types. */
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  /** Which properties name the scripts that it is looked for in. */
  readonly configured: string;
  readonly result: string;
  readonly failing: string;
}

/** Everything that script authors are told of. */
export interface ScriptApi {
  readonly functions: readonly DeclaredFunction[];
  readonly globals: readonly { readonly name: string; readonly type: string; readonly doc: string }[];
  readonly objects: readonly DeclaredObject[];
  /** What texts have besides JavaScript's own. */
  readonly texts: readonly DeclaredMember[];
}

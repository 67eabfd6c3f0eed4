/** What is wrong with a directory, and what to do about it. */
export interface DirectoryFault {
  readonly problem: string;
  readonly remedy: string;
}

/** Looks whether the directory of an LDAP inbound module can be used as it is configured. */
export interface DirectoryCheck {
  /** Ids of the modules that have one. */
  moduleIds(): readonly string[];
  /** Connects, binds as the system user and looks for the search bases; undefined where all is well. Takes a few seconds at most. */
  faultOf(moduleId: string): Promise<DirectoryFault | undefined>;
}

/** DI token of {@link DirectoryCheck}. */
export const DIRECTORY_CHECK = Symbol('DirectoryCheck');

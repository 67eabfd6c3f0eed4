/** Whether the systems that vouched for people do so still. */
export interface PeopleElsewhere {
  /** Whether a module's people are asked about; where not, all of them are there. */
  areAskedFor(moduleId: string): boolean;

  /**
   * Whether somebody is there, by what the other system said lately, or by asking it. What it says now is written before this ends; whoever is not
   * there has lost their sessions and what was given to apps. Never throws because of that system.
   * @throws DatabaseUnavailableError
   */
  isThere(moduleId: string, pid: number): Promise<boolean>;
}

/** DI token of {@link PeopleElsewhere}. */
export const PEOPLE_ELSEWHERE = Symbol('PeopleElsewhere');

import type { Finding } from './finding.js';

/** How many are named where many have the same. */
const MOST_NAMED = 20;

/** Counts what many have in common, and names the first of them: the memory does not depend on their number. */
export class GroupedFindings {
  private readonly groups = new Map<string, { finding: Omit<Finding, 'about'>; names: string[]; count: number }>();

  /** @param singular what each of them is, such as `client` @param plural and many */
  constructor(
    private readonly singular: string,
    private readonly plural = `${singular}s`,
  ) {}

  add(name: string, finding: Omit<Finding, 'about'>): void {
    const group = this.groups.get(finding.problem) ?? { finding, names: [], count: 0 };
    this.groups.set(finding.problem, group);
    group.count += 1;
    if (group.names.length < MOST_NAMED) group.names.push(name);
  }

  findings(): readonly Finding[] {
    return [...this.groups.values()].map(({ finding, names, count }) => {
      if (count === 1) return { about: `${this.singular} ${names.join('')}`, ...finding };
      const more = count > names.length ? ` and ${count - names.length} more` : '';
      return { about: `${count} ${this.plural}: ${names.join(', ')}${more}`, ...finding };
    });
  }
}

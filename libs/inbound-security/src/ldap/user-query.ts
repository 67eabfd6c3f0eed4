import LdapAuth from 'ldapauth-fork';

const COMPARED = /\(?\s*([A-Za-z][\w-]*)\s*=\s*\{0\}\s*\)?/u;

/** What is wrong with a filter in which {0} stands for a name, behind its text; undefined where nothing is. */
export function queryProblem(query: string): string | undefined {
  if (!query.includes('{0}')) return 'has no {0} for the name';
  try {
    LdapAuth.searchFilter(query, ['name', 'name']);
    return undefined;
  } catch {
    return 'is no filter';
  }
}

/** The first attribute that is compared with the name as a whole. */
export function comparedAttribute(query: string): string | undefined {
  return COMPARED.exec(query)?.[1];
}

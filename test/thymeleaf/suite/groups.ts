const merged = 'conditional comments, doublevalue, execinfo, normalization, servletcontext, session, xmlns';

const together = new Map([
  ...merged.split(', ').map((name) => [name.replaceAll(' ', ''), merged] as const),
  ...['if', 'unless'].map((name) => [name, 'if + unless'] as const),
  ...['accessrestrictions', 'instancestaticrestrictions'].map((name) => [name, 'restrictions'] as const),
  ['springsecurity', 'security'],
]);

const containers = ['attrprocessors', 'elementprocessors', 'features', 'dataprefix', 'escaping', 'springbase'];

/** The group of a test in the tables of figures, by its path below `templateengine/`, `module` being the folder it is a test of. */
export function groupOf(module: string, below: string): string {
  const parts = below.split('/');
  const folder = parts.find((part) => !containers.includes(part)) ?? '';
  const name = folder.replace(/\d*\.thtest$/, '');
  const group = together.get(name) ?? name;
  return module.includes('spring6') && group !== 'restrictions' ? 'other Spring' : group;
}

import type { ModuleSkins } from '#skin/module-skins.port';
import { CommandError } from '../exit-code.js';

/** @throws CommandError there is no such outbound module; says which there are */
export function requireModule(moduleId: string, { moduleIds }: Pick<ModuleSkins, 'moduleIds'>): void {
  if (moduleIds.includes(moduleId)) return;
  const there = moduleIds.length === 0 ? 'there is none' : `there ${moduleIds.length === 1 ? 'is' : 'are'} ${moduleIds.join(', ')}`;
  throw new CommandError(`There is no outbound module ${moduleId}; ${there}.`);
}

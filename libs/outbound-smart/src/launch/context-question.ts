import type { ContextNeed } from '#protocol/smart/context-need';
import { resourceTypeNamed } from '#protocol/smart/resource-type';
import type { ContextQuestion } from './context-source.port.js';

/** Who is to be asked for a context. */
export type ContextAsker = Pick<ContextQuestion, 'instance' | 'client' | 'user' | 'visit'>;

/** What a source is asked: who, for which type, and within which patient's record. */
export function contextQuestion(
  { instance, client, user, visit }: ContextAsker,
  { type }: ContextNeed,
  patient: string | undefined,
): ContextQuestion {
  const resourceType = resourceTypeNamed(type) ?? type;
  return { instance, client, user, visit, resourceType, ...(patient !== undefined && { patient }) };
}

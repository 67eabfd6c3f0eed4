import type { ClientSettings } from '#protocol/client/client';
import type { FieldProblem } from '#protocol/json/json-fields';

/** Whoever made their account themselves changes the clients that they made, and no others. */
export const foreignClient: FieldProblem = {
  field: 'clientId',
  problem: 'is that of a client that you did not make, and an account that people make themselves changes no others',
  remedy: 'Ask an administrator to make the change',
};

/** What only somebody gives an app who was given their account: data of people who are not asked. */
export function beyondStranger(
  settings: Pick<ClientSettings, 'autoApproveScopes' | 'autoGrantScopes'>,
): readonly FieldProblem[] {
  const problem = 'decides for people who are not asked, which an account that people make themselves may not';
  const remedy = 'Leave it out: people are asked for their approval';
  const fields = (['autoApproveScopes', 'autoGrantScopes'] as const).filter((field) => settings[field].length > 0);
  return fields.map((field) => ({ field, problem, remedy }));
}

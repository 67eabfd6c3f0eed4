import { javaBean } from '../bindings/java-bean.js';
import { javaMap } from '../bindings/java-value.js';
import { scriptedFunction } from '../scripted-function.js';

export interface UserNameInput {
  readonly userInfo: Readonly<Record<string, unknown>>;
  readonly server: Readonly<Record<string, unknown>>;
}

/** `getUserName(theOidcUserInfoMap, theServerInfo)`: must return a text. */
export const getUserName = scriptedFunction({
  name: 'getUserName',
  begin: ({ userInfo, server }: UserNameInput) => [javaMap(userInfo), javaBean(server)] as const,
  finish: (result) => ({ username: typeof result === 'number' || result instanceof String ? String(result) : result }),
});

import { javaBean } from '../bindings/java-bean.js';
import type { JavaMap } from '../bindings/java-map.js';
import type { ServerInfo } from '../bindings/server-info.js';
import { javaMap } from '../bindings/java-value.js';
import { scriptedFunction } from '../scripted-function.js';

export interface UserNameInput {
  readonly userInfo: Readonly<Record<string, unknown>>;
  readonly server: Readonly<Record<string, unknown>>;
}

/**
 * Called whenever somebody comes from another server. Makes a name here of what that server says of them; it must be one that nobody else gets. It becomes that
 * of a new account: who has one keeps theirs, and `onAuthenticateSuccess` is shown the name that the account has.
 * @configured `federationUserMappingScriptText` of the server's definition
 * @result the user name, 200 characters at most
 * @failing nobody signs in
 */
export type GetUserName = (theOidcUserInfoMap: JavaMap, theServerInfo: ServerInfo) => string | Promise<string>;

/** `getUserName(theOidcUserInfoMap, theServerInfo)`: must return a text. */
export const getUserName = scriptedFunction({
  name: 'getUserName',
  begin: ({ userInfo, server }: UserNameInput): Parameters<GetUserName> => [
    javaMap(userInfo),
    javaBean(server) as ServerInfo,
  ],
  finish: (result) => ({ username: typeof result === 'number' || result instanceof String ? String(result) : result }),
});

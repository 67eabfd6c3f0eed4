/** A client got a token so many seconds ago. */
export interface ClientUse {
  readonly clientPid: number;
  readonly secondsAgo: number;
}

/** A request came for a registered redirect URI so many seconds ago. */
export interface RedirectionUse extends ClientUse {
  readonly redirectUri: string;
}

/** When clients were last used. Of several processes the latest counts; clients that are gone are passed over. */
export interface ClientUseStore {
  noteTokens(uses: readonly ClientUse[]): Promise<void>;
  noteRedirections(uses: readonly RedirectionUse[]): Promise<void>;
}

/** DI token of {@link ClientUseStore}. */
export const CLIENT_USE_STORE = Symbol('ClientUseStore');

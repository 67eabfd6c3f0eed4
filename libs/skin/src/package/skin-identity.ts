/** What a skin is called: the coordinates of the WebJar it comes in. A part is '' where the JAR does not say it. */
export interface SkinIdentity {
  readonly groupId: string;
  readonly artifactId: string;
  /** Free and without a function of its own: any text, such as 1.0. */
  readonly version: string;
}

/** `group:artifact:version`, as in `skin.webjar_id`; `?` for what the JAR does not say. */
export function identityText({ groupId, artifactId, version }: SkinIdentity): string {
  return [groupId, artifactId, version].map((part) => part || '?').join(':');
}

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

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;
const VERSION = /^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}$/;

/** Whether a text can be what an artifact, or a group, is called. */
export function isArtifactName(text: string): boolean {
  return NAME.test(text);
}

/** Whether a text can be a version. */
export function isVersionText(text: string): boolean {
  return VERSION.test(text);
}

/** Reads `group:artifact:version`, of which `?` or nothing stands for a part that is not known; undefined = it is of another form. */
export function readIdentity(text: string): SkinIdentity | undefined {
  const parts = text
    .trim()
    .split(':')
    .map((part) => (part === '?' ? '' : part));
  const [groupId = '', artifactId = '', version = ''] = parts;
  const isSound =
    parts.length === 3 &&
    isArtifactName(artifactId) &&
    (groupId === '' || isArtifactName(groupId)) &&
    (version === '' || isVersionText(version));
  return isSound ? { groupId, artifactId, version } : undefined;
}

/** What two say together that may be the same skin; the first counts where both say it. */
export function completeIdentity(one: SkinIdentity, other: SkinIdentity): SkinIdentity {
  return {
    groupId: one.groupId || other.groupId,
    artifactId: one.artifactId || other.artifactId,
    version: one.version || other.version,
  };
}

/** Whether two may be the same skin: what one of them does not say keeps nobody from it. */
export function isSameIdentity(one: SkinIdentity, other: SkinIdentity): boolean {
  return (['groupId', 'artifactId', 'version'] as const).every(
    (part) => one[part] === '' || other[part] === '' || one[part] === other[part],
  );
}

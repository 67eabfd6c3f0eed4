import { markOf, type ChangeNotice } from './change-notice.js';

/** Milliseconds for which a confirmation counts. */
const CONFIRMATION_LIMIT = 1_000;
/** Parts of one topic whose versions are known by themselves; some 100 bytes each. Beyond it all of them count as changed. */
const MOST_PARTS = 20_000;
/** Notices of one topic that wait for a look. */
const MOST_NOTICES = 1_000;

/** What is known of one topic. */
class Topic {
  /** Of the last change that did not name its parts, or of which we do not know which it named. */
  private whole: string;
  private readonly parts = new Map<string, string>();
  /** Marks by the version they were named with. */
  private readonly notices = new Map<number, readonly string[]>();

  constructor(private version: string) {
    this.whole = version;
  }

  versionOf(key: string | undefined): string {
    return key === undefined ? this.version : (this.parts.get(markOf(key)) ?? this.whole);
  }

  note({ version, marks }: ChangeNotice): void {
    if (this.notices.size < MOST_NOTICES) this.notices.set(version, marks);
  }

  forgetNotices(): void {
    this.notices.clear();
  }

  /** Whether it changed. */
  confirm(version: string): boolean {
    if (version === this.version) return false;
    const marks = this.marksSince(Number(this.version), Number(version));
    this.version = version;
    for (const mark of marks ?? []) this.parts.set(mark, version);
    if (marks === undefined || this.parts.size > MOST_PARTS) this.changeAll();
    for (const noted of this.notices.keys()) if (noted <= Number(version)) this.notices.delete(noted);
    return true;
  }

  private changeAll(): void {
    this.whole = this.version;
    this.parts.clear();
  }

  /** The parts that all changes between two versions named; undefined where one of them is not known. */
  private marksSince(before: number, after: number): readonly string[] | undefined {
    if (after < before || after - before > this.notices.size) return undefined;
    const steps = Array.from({ length: after - before }, (_, step) => this.notices.get(before + 1 + step));
    return steps.includes(undefined) ? undefined : steps.flatMap((marks) => marks ?? []);
  }
}

/** What this process knows of the versions of topics, and since when. */
export class ChangeVersions {
  private readonly topics = new Map<string, Topic>();
  private confirmedAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds on a clock that never jumps (F-08) */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The version of a topic, or of a part of it; `'0'` for what never changed; `undefined` when the last confirmation is over 1 s old. */
  versionOf(topic: string, key?: string): string | undefined {
    if (this.now() - this.confirmedAt > CONFIRMATION_LIMIT) return undefined;
    return this.topics.get(topic)?.versionOf(key) ?? '0';
  }

  /** Remembers what a change named, for when the database confirms it. Nothing depends on it but how much counts as changed. */
  note(notice: ChangeNotice): void {
    this.topics.get(notice.topic)?.note(notice);
  }

  /** For a new connection: the database behind it may never have made a change of which the one before told. */
  forgetNotices(): void {
    for (const topic of this.topics.values()) topic.forgetNotices();
  }

  /**
   * Takes over what the database said to a question *asked* at `askedAt`, and returns the topics that changed. Versions may
   * go back, after a failover that lost the last writes: any difference is a change.
   */
  confirm(versions: ReadonlyMap<string, string>, askedAt: number): readonly string[] {
    const names = new Set([...this.topics.keys(), ...versions.keys()]);
    const changed = [...names].filter((name) => this.confirmTopic(name, versions.get(name)));
    this.confirmedAt = askedAt;
    return changed;
  }

  private confirmTopic(name: string, version: string | undefined): boolean {
    if (version === undefined) return this.topics.delete(name);
    const topic = this.topics.get(name);
    if (topic !== undefined) return topic.confirm(version);
    this.topics.set(name, new Topic(version));
    return true;
  }
}

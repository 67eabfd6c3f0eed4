/** Entry that a plan leaves as it is. */
const LEFT_ALONE = -1;

/** For every entry of a document the version that its change was decided upon: four bytes each, however long the document is. */
export class PlannedVersions {
  private versions = new Int32Array(1_024);
  private length = 0;

  /** @param version 0 for what is to be made, absent for what stays as it is */
  add(version: number | undefined): void {
    if (this.length === this.versions.length) this.grow();
    this.versions[this.length] = version ?? LEFT_ALONE;
    this.length += 1;
  }

  /** @param index of the entry in the document; absent for what stays as it is, and for what was not in the document when it was planned */
  at(index: number): number | undefined {
    const version = index < this.length ? this.versions[index] : LEFT_ALONE;
    return version === LEFT_ALONE ? undefined : version;
  }

  private grow(): void {
    const longer = new Int32Array(this.versions.length * 2);
    longer.set(this.versions);
    this.versions = longer;
  }
}

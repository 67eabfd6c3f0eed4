/** Something that a script gave back and that cannot be used. The message is for the log and the audit record. */
export class UnusableResult extends Error {
  override readonly name = 'UnusableResult';
}

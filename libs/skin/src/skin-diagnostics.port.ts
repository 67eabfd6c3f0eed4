/** A page of a skin that could not be shown. */
export interface SkinDiagnostic {
  /** The last time. */
  readonly at: Date;
  readonly moduleId: string;
  /** `group:artifact:version`. */
  readonly skin: string;
  /** Of its JAR, hex. */
  readonly sha256: string;
  readonly page: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly expression?: string;
  /** What is wrong, without anything of the data of the page. */
  readonly message: string;
  /** Finds the first time in log and audit trail. */
  readonly errorId: string;
  /** How often since this process started. */
  readonly times: number;
}

/** What administrators are told of pages that fall back to the built-in ones. */
export interface SkinDiagnostics {
  /** Of one module or of all, the latest first; what this process has seen, at most some hundred. */
  list(moduleId?: string): readonly SkinDiagnostic[];
}

/** Injection token of {@link SkinDiagnostics}. */
export const SKIN_DIAGNOSTICS = Symbol('SkinDiagnostics');

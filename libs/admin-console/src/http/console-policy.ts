/** What a page of the console needs beside its own files. */
export interface PolicyNeeds {
  /** Origins of frames that it shows, such as previews of skins. */
  readonly frames?: readonly string[];
}

/** The policy of every page of the console: its own files alone, no inline script or style, in nobody's frame (V-62). */
export function consolePolicy({ frames = [] }: PolicyNeeds = {}): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(frames.length > 0 ? [`frame-src ${frames.join(' ')}`] : []),
  ].join('; ');
}

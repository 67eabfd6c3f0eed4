import { createHash } from 'node:crypto';

/** The source of a policy that lets this very script run, and no other (CSP Level 3 §2.3.1). */
export function hashSource(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}

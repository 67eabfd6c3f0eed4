import { hash, timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal, in a time that tells neither where they differ nor how long they are: their SHA-256 digests are compared (V-48). */
export function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

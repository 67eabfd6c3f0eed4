import { create } from 'qrcode';

/** A QR code as the path of an SVG whose view box is `size` on either side; the margin of four modules is in it (ISO/IEC 18004 §5.3.8). */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

const MARGIN = 4;

/** @throws Error more text than a code can hold, about 2,300 bytes */
export function qrCode(text: string): QrCode {
  const { data, size } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const rows = Array.from({ length: size }, (_, y) => runs(data.subarray(y * size, (y + 1) * size), y));
  return { size: size + 2 * MARGIN, path: rows.join('') };
}

/** One rectangle for dark modules that lie side by side. */
function runs(row: Uint8Array, y: number): string {
  const dark = [...row.join('').matchAll(/1+/g)];
  return dark.map(({ 0: { length }, index }) => rectangle(index, y, length)).join('');
}

function rectangle(x: number, y: number, width: number): string {
  return `M${String(x + MARGIN)} ${String(y + MARGIN)}h${String(width)}v1h-${String(width)}z`;
}

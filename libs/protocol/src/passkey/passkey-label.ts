/** Characters of a name. */
const LONGEST_LABEL = 60;

/**
 * The name of a passkey: what the person typed, on one line and not too long, else what the browser says of where the key is (WebAuthn Level 3 §5.8.4).
 */
export function passkeyLabel(typed: string | undefined, transports: readonly string[]): string {
  const text = Array.from((typed ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim());
  if (text.length > 0) return text.slice(0, LONGEST_LABEL).join('').trim();
  if (transports.some((transport) => ['usb', 'nfc', 'ble', 'smart-card'].includes(transport))) return 'Security key';
  if (transports.includes('internal')) return 'Passkey of a device';
  return transports.includes('hybrid') ? 'Passkey of a phone' : 'Passkey';
}

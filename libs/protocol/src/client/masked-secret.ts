/** What is shown in place of a client secret (reference of the product, 5.2). */
export const maskedSecret = '***';

/** The description of a secret as the product shows it: `s***`; empty where there is none. */
export function maskedDescription(description: string): string {
  const [first] = description;
  return first === undefined ? '' : `${first}***`;
}

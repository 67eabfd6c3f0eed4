/** How dates are written. */
export interface DateFormatting {
  /** BCP 47 tag. */
  readonly locale: string;
  /** IANA name, or another that `intlZone` knows. */
  readonly timeZone: string;
}

/** How large one expression may be. */
export interface ExpressionLimits {
  /** Names, literals and operators. */
  readonly tokens: number;
  /** Expressions inside expressions. */
  readonly depth: number;
  readonly characters: number;
}

export const defaultExpressionLimits: ExpressionLimits = { tokens: 400, depth: 64, characters: 16_384 };

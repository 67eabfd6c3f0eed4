import type { Value } from '../value.js';
import { type ArithmeticOperator, calculate, divideWhole, numberOf } from './arithmetic.js';
import { compareValues, isEqual } from './equality.js';
import { joinTexts } from './join-texts.js';
import { type Node, plain, type Run } from './node.js';
import type { Spot } from './source-text.js';
import { isTrue } from './truth.js';

export type Comparison = '<' | '>' | '<=' | '>=';

export function andNode(left: Node, right: Node): Node {
  return (run) => isTrue(evaluate(run, left)) && isTrue(evaluate(run, right));
}

export function orNode(left: Node, right: Node): Node {
  return (run) => isTrue(evaluate(run, left)) || isTrue(evaluate(run, right));
}

export function notNode(operand: Node): Node {
  return (run) => !isTrue(evaluate(run, operand));
}

export function conditionalNode(condition: Node, yes: Node, no: Node | undefined): Node {
  return (run) => (isTrue(evaluate(run, condition)) ? yes(run) : no ? no(run) : null);
}

/** `a ?: b`; `isMissing` says of what `a` gives whether `b` stands in for it. */
export function defaultNode(value: Node, otherwise: Node, isMissing: (value: Value) => boolean): Node {
  return (run) => {
    const given = evaluate(run, value);
    return isMissing(given) ? otherwise(run) : given;
  };
}

export function equalNode(left: Node, right: Node, isSame: boolean): Node {
  return (run) => {
    const one = evaluate(run, left);
    const other = right(run);
    if (typeof one === 'object' && one !== null) run.scope.budget.spend(costOfComparing(one));
    return isEqual(one, other, run.scope) === isSame;
  };
}

/** Lists and maps are compared by what they hold. */
export function costOfComparing(value: object): number {
  if (Array.isArray(value)) return value.length;
  return value instanceof Set ? value.size : 1;
}

export function comparisonNode(operator: Comparison, left: Node, right: Node, spot: Spot): Node {
  return (run) => {
    const order = compareValues(evaluate(run, left), right(run));
    if (order === undefined)
      throw spot.failure(
        'value',
        `“${operator}” compares numbers, texts or dates with each other; one side is empty or something else.`,
      );
    return holds(operator, order);
  };
}

function holds(operator: Comparison, order: number): boolean {
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

export function arithmeticNode(operator: ArithmeticOperator, left: Node, right: Node, spot: Spot): Node {
  return (run) => compute(operator, evaluate(run, left), right(run), spot);
}

/** `+` outside of `${…}`: numbers are added, also where they are texts; everything else is joined. `texts` says that one side is a literal text. */
export function additionNode(left: Node, right: Node, texts: boolean): Node {
  return (run) => {
    const [one, other] = [evaluate(run, left), right(run)];
    return (texts ? undefined : sumOf(one, other)) ?? joinTexts(run, one, other);
  };
}

/** `+` inside of `${…}`: texts are joined even where they are numbers. */
export function innerAdditionNode(left: Node, right: Node): Node {
  return (run) => {
    const [one, other] = [evaluate(run, left), right(run)];
    const isText = typeof plain(one) === 'string' || typeof plain(other) === 'string';
    return (isText ? undefined : sumOf(one, other)) ?? joinTexts(run, one, other);
  };
}

/** `/` inside of `${…}`, where whole numbers give a whole number. */
export function innerDivisionNode(left: Node, right: Node, spot: Spot): Node {
  return (run) => {
    const [one, other] = [evaluate(run, left), right(run)];
    const whole = Number.isSafeInteger(one) && Number.isSafeInteger(other);
    return (whole ? divideWhole(one as number, other as number) : undefined) ?? compute('/', one, other, spot);
  };
}

export function negationNode(operand: Node, spot: Spot): Node {
  return (run) => compute('-', 0, evaluate(run, operand), spot);
}

function evaluate(run: Run, node: Node): Value {
  run.scope.budget.spend();
  return node(run);
}

function sumOf(left: Value, right: Value): Value | undefined {
  const one = numberOf(plain(left));
  const other = one === undefined ? undefined : numberOf(plain(right));
  return one === undefined || other === undefined ? undefined : calculate('+', one, other);
}

function compute(operator: ArithmeticOperator, left: Value, right: Value, spot: Spot): Value {
  const [one, other] = [numberOf(plain(left)), numberOf(plain(right))];
  if (one === undefined || other === undefined)
    throw spot.failure('value', `“${operator}” takes two numbers; one side is empty or something else.`);
  const result = calculate(operator, one, other);
  if (result === undefined) throw spot.failure('value', 'A number is divided by zero.');
  return result;
}

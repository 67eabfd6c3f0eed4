import { defaultExpressionLimits } from '../expression/expression-limits.js';
import { TemplateError } from '../template-error.js';
import type { ValueRecord } from '../value.js';
import { questions, type Question } from './authorization-questions.js';

/** Whether the one that the objects tell of (`authentication`) may see something. */
export type Authorization = (objects: ValueRecord) => boolean;

const { characters, depth: deepest, tokens: mostTokens } = defaultExpressionLimits;

/**
 * `hasRole('ADMIN') and not isAnonymous()`: what Spring Security's attributes ask, with `and`, `or`, `not` and brackets.
 * @throws TemplateError `syntax` for what cannot be read, `refused` for a question that only an application of Spring's can answer
 */
export function parseAuthorization(source: string): Authorization {
  if (source.length > characters) throw new TemplateError('limit', 'The condition of sec:authorize is too long.');
  const text = source.trim();
  const inner = text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1) : text;
  const parser = new AuthorizationParser(tokensOf(inner));
  return parser.whole();
}

function tokensOf(text: string): readonly string[] {
  const tokens = text.match(/'(?:[^']|'')*'|"[^"]*"|&&|\|\||[(),!]|[A-Za-z_]\w*|\S/gu) ?? [];
  if (tokens.length > mostTokens) throw new TemplateError('limit', 'The condition of sec:authorize is too long.');
  return tokens;
}

class AuthorizationParser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly string[]) {}

  whole(): Authorization {
    const condition = this.either();
    if (this.at < this.tokens.length) throw this.unreadable();
    return condition;
  }

  private either(): Authorization {
    const parts = [this.both()];
    while (this.take('or') || this.take('||')) parts.push(this.both());
    return (objects) => parts.some((part) => part(objects));
  }

  private both(): Authorization {
    const parts = [this.single()];
    while (this.take('and') || this.take('&&')) parts.push(this.single());
    return (objects) => parts.every((part) => part(objects));
  }

  private single(): Authorization {
    this.depth += 1;
    if (this.depth > deepest) throw new TemplateError('limit', 'The condition of sec:authorize is too deep.');
    const condition = this.take('not') || this.take('!') ? negated(this.single()) : this.atom();
    this.depth -= 1;
    return condition;
  }

  private atom(): Authorization {
    if (this.take('(')) {
      const condition = this.either();
      this.require(')');
      return condition;
    }
    const name = this.tokens[this.at] ?? '';
    const question = questions.get(name);
    if (!question) throw this.unreadable();
    this.at += 1;
    return this.asked(question);
  }

  private asked(question: Question): Authorization {
    const given: string[] = [];
    if (this.take('(') && !this.take(')')) {
      do given.push(this.literal());
      while (this.take(','));
      this.require(')');
    }
    return (objects) => question(objects['authentication'] ?? null, given);
  }

  private literal(): string {
    const token = this.tokens[this.at] ?? '';
    if (!token.startsWith("'") && !token.startsWith('"')) throw this.unreadable();
    this.at += 1;
    return token.slice(1, -1).replaceAll("''", "'");
  }

  private take(token: string): boolean {
    if (this.tokens[this.at]?.toLowerCase() !== token) return false;
    this.at += 1;
    return true;
  }

  private require(token: string): void {
    if (!this.take(token)) throw this.unreadable();
  }

  private unreadable(): TemplateError {
    const known = [...questions.keys()].join(', ');
    return new TemplateError('syntax', `The condition cannot be read: it may ask ${known}, joined by and, or, not.`);
  }
}

function negated(condition: Authorization): Authorization {
  return (objects) => !condition(objects);
}

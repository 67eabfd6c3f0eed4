import { TemplateError, type TemplateFault } from '#thymeleaf/template-error';
import { withSecondTry } from './second-try.js';

test.each<[TemplateFault | 'other', number, string]>([
  ['limit', 1, 'made'],
  ['limit', 2, 'limit 2'],
  ['unknown', 1, 'unknown 1'],
  ['other', 1, 'other 1'],
])('a page that ends by %s, %d times, comes to: %s', (fault, times, expected) => {
  let tries = 0;
  const make = (): string => {
    tries += 1;
    if (tries > times) return 'made';
    const message = `${fault} ${String(tries)}`;
    throw fault === 'other' ? new Error(message) : new TemplateError(fault, message);
  };
  const outcome = (): string => {
    try {
      return withSecondTry(make);
    } catch (error) {
      return (error as Error).message;
    }
  };

  expect(outcome()).toBe(expected);
});

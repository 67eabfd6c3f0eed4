import { Matches } from 'class-validator';

const PATH = /^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}){1,10}$/;

/**
 * A path below the context path of a module that an operator chooses.
 * @param ownFirstParts how the module's own addresses begin: the path begins otherwise, or it would stand in the place of an endpoint
 */
export function IsFreePath(ownFirstParts: readonly string[]): PropertyDecorator {
  const own = ownFirstParts.join('|').replaceAll('.', '[.]');
  const otherwise = Matches(new RegExp(`^(?!/(?:${own})(?:/|$))`), {
    message: 'begins like an address of the module itself, in whose place it would stand',
  });
  const plain = Matches(PATH, { message: 'is no path of letters, digits and ._~- that starts with /' });
  return (target, key) => {
    plain(target, key);
    otherwise(target, key);
  };
}

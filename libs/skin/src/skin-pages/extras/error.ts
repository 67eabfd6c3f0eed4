import { cutEcho, echoedPath } from '../../built-in/echoed-text.js';
import { text } from './extra-variables.js';
import { extras } from './page-extras.js';

/** The error page. */
export const error = extras<'error'>()(
  {
    errorId: text('Finds this event in log and audit trail.', '7K3M-Q9TX'),
    uri: text('Path that was asked for; no query, at most 200 characters.', '/oauth/authorize'),
    message: text('What went wrong, one sentence of a fixed catalogue.', 'There is nothing at this address.'),
  },
  ({ reference, uri, message }) => ({ errorId: reference, uri: echoedPath(uri), message: cutEcho(message) }),
);

import { contentSecurityPolicy } from '../content-security-policy.js';
import { permissionsPolicy } from '../permissions-policy.js';
import type { RenderedPage } from '../page-renderer.port.js';

/** What is shown where not even the error page can be made: nothing of it comes of a template, or of a request. */
export function staticErrorPage(): RenderedPage {
  return {
    html: '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Error</title></head><body><h1>This request cannot be completed</h1><p>Go back to the app and try again.</p></body></html>\n',
    language: 'en',
    contentSecurityPolicy: contentSecurityPolicy({ formTargets: [], scripts: [] }),
    permissionsPolicy: permissionsPolicy(),
    referrerPolicy: 'no-referrer',
  };
}

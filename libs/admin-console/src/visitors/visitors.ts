import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type Browser, type BrowserSessions } from '#browser-session/browser-session.port';
import type { ConsoleRequest } from '../http/console-request.js';
import { ConsoleError, FormToRepeat } from '../http/console-error.js';
import { ConsoleForm, CSRF_FIELD } from '../http/console-form.js';
import { readMultipart } from '../http/multipart-form.js';
import { isFromOwnPage } from '../http/own-page.js';
import type { ConsoleVisitor } from './console-visit.js';
import { readDeviceCookie } from './device-cookie.js';

/** Recognises the browser behind a request, and whether a form is one of ours. */
@Injectable()
export class Visitors {
  constructor(@Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions) {}

  async recognise(request: ConsoleRequest): Promise<ConsoleVisitor> {
    const { instance, headers, method } = request;
    const { browser, setCookie } = await this.sessions.identify(instance.session, headers.cookie);
    // A POST from another site comes without our cookie (SameSite); a new one would replace that of a signed-in person.
    const isForeignPost = method !== 'GET' && !isFromOwnPage(headers);
    const deviceCookie = readDeviceCookie(instance.session, headers.cookie);
    return {
      ...{ request, browser, cookies: setCookie === undefined || isForeignPost ? [] : [setCookie] },
      ...(deviceCookie !== undefined && { deviceCookie }),
    };
  }

  /**
   * The form of one of our pages, shown to this very browser (V-66).
   * @throws ConsoleError 403 — sent from elsewhere; 400 or 415 — in another encoding, or malformed
   * @throws FormToRepeat the page is older than the browser's cookie
   */
  form({ request: { headers, body, upload }, browser }: Pick<ConsoleVisitor, 'request' | 'browser'>): ConsoleForm {
    const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (!isFromOwnPage(headers)) throw forged('Another site sent this form.');
    if (upload !== undefined || (type !== 'application/x-www-form-urlencoded' && body !== ''))
      throw new ConsoleError(415, 'Send the form as pages of the console do.', { isRecorded: true });
    return this.assertShownHere(browser, ConsoleForm.parse(body));
  }

  /** The same of a form with a file, which is read now. @param most bytes of the file */
  async formWithFile(
    { request: { headers, upload }, browser }: Pick<ConsoleVisitor, 'request' | 'browser'>,
    most: number,
  ): Promise<ConsoleForm> {
    if (!isFromOwnPage(headers)) throw forged('Another site sent this form.');
    if (upload === undefined)
      throw new ConsoleError(415, 'Send the form as pages of the console do.', { isRecorded: true });
    return this.assertShownHere(browser, await readMultipart(upload, headers['content-type'] ?? '', most));
  }

  private assertShownHere(browser: Browser, form: ConsoleForm): ConsoleForm {
    const verdict = this.sessions.checkCsrf(browser, form.get(CSRF_FIELD));
    if (verdict === 'forged')
      throw forged('The form does not come from a page of this console, or the browser did not send its cookie back.');
    if (verdict === 'expired') throw new FormToRepeat();
    return form;
  }

  csrfToken({ browser }: Pick<ConsoleVisitor, 'browser'>): string {
    return this.sessions.csrfToken(browser);
  }
}

function forged(what: string): ConsoleError {
  return new ConsoleError(403, `${what} Nothing was changed. Open the page again and repeat what you did there.`, {
    isRecorded: true,
    cause: 'csrf',
  });
}

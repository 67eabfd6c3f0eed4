import type { CDPSession, Page, Response } from 'playwright-core';
import { REDIRECT_URI } from './test-clients.js';

/** A device in the browser that has passkeys. */
export interface VirtualDevice {
  readonly cdp: CDPSession;
  /** Whether somebody is there who lets it be used. */
  readonly presence: (isThere: boolean) => Promise<void>;
}

/** A device in the browser that asks for a PIN, which is typed at once. */
export async function withDevice(page: Page): Promise<VirtualDevice> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  const presence = async (enabled: boolean) => {
    await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  };
  return { cdp, presence };
}

/** The parameters with which the browser is sent on to the app, which is not there. */
export async function atApp(page: Page, act: () => Promise<unknown>): Promise<URLSearchParams> {
  const locationOf = (response: Response): string => response.headers()['location'] ?? '';
  const leaving = page.waitForResponse((response) => locationOf(response).startsWith(REDIRECT_URI));
  const nobody = page.waitForEvent('framenavigated', (frame) => frame.url().startsWith('chrome-error://'));
  await act();
  const { searchParams } = new URL(locationOf(await leaving));
  // The browser finds nobody there; until it says so, it cannot go anywhere else.
  await nobody;
  return searchParams;
}

import type { ConfigurationProblem } from '#module-config/property.port';
import { OutboundSmartOptions } from '../outbound-smart.options.js';

/** An option that counts only while a switch is on. */
interface DependentOption {
  readonly key: string;
  readonly isSet: (options: OutboundSmartOptions) => boolean;
  readonly needs: string;
  readonly isOn: (options: OutboundSmartOptions) => boolean;
}

const isFederated = ({ federation }: OutboundSmartOptions): boolean => federation.enabled;
const isSaml = ({ saml }: OutboundSmartOptions): boolean => saml.enabled;
const PROVIDER_NAME = new OutboundSmartOptions().saml.providerName;

const isCodap = ({ codap }: OutboundSmartOptions): boolean => codap.enabled;

const OPTIONS: readonly DependentOption[] = [
  ...(['file', 'text'] as const).map((source) => ({
    key: `codap.auth_script.${source}`,
    isSet: ({ codap }: OutboundSmartOptions) => (codap[source] ?? '').trim() !== '',
    ...{ needs: 'codap.enabled', isOn: isCodap },
  })),
  {
    key: 'federate_mode.local_sign_in.enabled',
    isSet: ({ federation }) => federation.localSignInEnabled,
    ...{ needs: 'federate_mode.enabled', isOn: isFederated },
  },
  {
    key: 'federate_mode.upstream_logout.enabled',
    isSet: ({ federation }) => federation.upstreamLogoutEnabled,
    ...{ needs: 'federate_mode.enabled', isOn: isFederated },
  },
  {
    key: 'saml.local_sign_in.enabled',
    isSet: ({ saml }) => saml.localSignInEnabled,
    ...{ needs: 'saml.enabled', isOn: isSaml },
  },
  {
    key: 'saml.provider_name',
    isSet: ({ saml }) => saml.providerName !== PROVIDER_NAME,
    ...{ needs: 'saml.enabled', isOn: isSaml },
  },
];

/** What is set and does nothing, because the switch that it belongs to is off. */
export function idleOptionWarnings(moduleId: string, options: OutboundSmartOptions): readonly ConfigurationProblem[] {
  return OPTIONS.filter(({ isSet, isOn }) => isSet(options) && !isOn(options)).map(({ key, needs }) => ({
    key: `module.${moduleId}.config.${key}`,
    problem: `is set and does nothing: ${needs} is not on`,
    remedy: `Set ${needs}=true, or take the line out.`,
  }));
}

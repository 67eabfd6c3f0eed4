import type { StaticReference } from '#thymeleaf/template/template-inspection';
import type { SkinFinding } from '../package/skin-finding.js';
import { linkedFile } from '../static/skin-file-address.js';
import { findingsIn, type CheckedSkin, type CheckedTemplate, type Findings } from './checked-skin.js';
import { builtInFiles } from './built-in-files.js';
import { finding } from './finding.js';

/** Elements whose addresses browsers load by themselves. */
const LOADING: ReadonlySet<string> = new Set([
  ...['link', 'script', 'img', 'source', 'video', 'audio', 'input', 'embed', 'track', 'body', 'td', 'table'],
]);
const FRAMES: ReadonlySet<string> = new Set(['iframe', 'frame', 'object', 'embed', 'applet', 'portal']);
/** Where a page stands that relative addresses are read from. */
const PAGE = '/signin';

/** Files that pages load: those that are elsewhere, those that are not there, and what browsers will not do. */
export function checkReferences({ skin, template }: CheckedTemplate): Findings {
  return findingsIn(template.inspection.references, (reference) =>
    referenceFindings(reference, skin).map((one) => ({ ...one, file: template.name, place: reference.position })),
  );
}

function referenceFindings(reference: StaticReference, skin: CheckedSkin): readonly SkinFinding[] {
  const { element, address, host } = reference;
  const at = { expression: address };
  const blocked = blockedBy(reference);
  if (blocked !== undefined) return [finding('blocked-code', { ...at, problem: blocked })];
  if (!LOADING.has(element) || address.startsWith('data:')) return [];
  return host === undefined ? ownFindings(address, skin) : hostFindings(reference, host, skin);
}

function blockedBy({ element, address }: StaticReference): string | undefined {
  if (/^\s*javascript:/i.test(address)) return 'has a javascript: link, which browsers are told to ignore';
  if (element === 'base') return 'has a <base>, which browsers are told to ignore';
  return FRAMES.has(element) ? `shows something in <${element}>, which browsers are told to leave empty` : undefined;
}

function hostFindings(
  { element, address, integrity }: StaticReference,
  host: string,
  { settings }: CheckedSkin,
): readonly SkinFinding[] {
  const isAllowed = !/^http:/i.test(address) && settings.externalHosts.some((allowed) => covers(allowed, host));
  const problem = `loads ${address.slice(0, 200)}`;
  const expression = address;
  if (!isAllowed)
    return [
      finding('external-host', { expression, problem: `${problem} of ${host}, which is not in skin.external_hosts` }),
    ];
  const isCode = element === 'script' || element === 'link';
  return isCode && !integrity
    ? [finding('external-integrity', { expression, problem: `${problem} without integrity` })]
    : [];
}

/** @param allowed `https://host:port`, whose host may begin with `*.` */
function covers(allowed: string, host: string): boolean {
  const name = allowed.replace(/^https:\/\//, '').replace(/:\d+$/, '');
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name;
}

function ownFindings(address: string, { compiled: { skin } }: CheckedSkin): readonly SkinFinding[] {
  if (address === '' || address.startsWith('~')) return [];
  const place = { page: PAGE, basePath: '', artifactId: skin.identity.artifactId };
  const path = linkedFile(address, place)?.path;
  const expression = address;
  if (path === undefined)
    return [finding('file-not-served', { expression, problem: `loads ${address.slice(0, 200)}` })];
  if (skin.files.has(path) || builtInFiles.has(path)) return [];
  return [
    finding('file-missing', { expression, problem: `loads ${path.slice(0, 200)}, which the skin does not have` }),
  ];
}

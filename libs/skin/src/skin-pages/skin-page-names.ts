import type { PageName } from '../models/page-models.js';
import type { SkinProperties } from '../skin-properties.port.js';

/** The settings that name a file of the skin. */
type TemplateSetting = Exclude<
  { [K in keyof SkinProperties]: SkinProperties[K] extends string ? K : never }[keyof SkinProperties],
  'webjarId' | 'handlers' | 'baseLanguage'
>;

/** A page that a skin may have. */
export interface SkinPageEntry {
  /** The built-in page that stands in for it, and whose model it is shown with. */
  readonly page: PageName;
  /** What it is in a few words, for reports. */
  readonly title: string;
  /** Field of {@link SkinProperties} that names its file. */
  readonly setting: TemplateSetting;
  /** Key of that property. */
  readonly key: string;
  /** Name of its file in the documents of the product, or ours where they have none; without its ending. */
  readonly file: string;
}

const entry = (page: PageName, title: string, names: Pick<SkinPageEntry, 'setting' | 'key' | 'file'>) =>
  ({ page, title, ...names }) as const;

/** The thirteen pages of skins (product reference 10.2). */
export const skinPages = {
  login: entry('sign-in', 'sign-in', {
    ...{ setting: 'login', key: 'skin.login_page.template', file: 'userlogin' },
  }),
  'federated-login': entry('choose-server', 'choice between sign-in services', {
    ...{ setting: 'federatedLogin', key: 'skin.login_oauth2_page.template', file: 'userlogin_oauth2' },
  }),
  approval: entry('approve', 'approval', {
    ...{ setting: 'approval', key: 'skin.approve_page.template', file: 'userapprove' },
  }),
  error: entry('error', 'error', {
    ...{ setting: 'error', key: 'skin.error_page.template', file: 'usererror' },
  }),
  'second-factor': entry('second-factor', 'second factor', {
    ...{ setting: 'secondFactor', key: 'skin.tfa_page.template', file: 'usertfa' },
  }),
  'context-selection': entry('select-context', 'context selection', {
    ...{ setting: 'contextSelection', key: 'skin.context_selection.template', file: 'userselect_context' },
  }),
  'terms-of-service': entry('terms-of-service', 'terms of service', {
    ...{ setting: 'termsOfService', key: 'skin.tos_page.template', file: 'usertos' },
  }),
  'session-management': entry('session-management', 'connected apps', {
    ...{ setting: 'sessionManagement', key: 'skin.session_management_page.template', file: 'sessionmanagement' },
  }),
  'register-step1': entry('register-step1', 'registration, first step', {
    ...{ setting: 'registerStep1', key: 'skin.register_step1.template', file: 'userregister_step1' },
  }),
  'register-step2': entry('register-step2', 'registration, second step', {
    ...{ setting: 'registerStep2', key: 'skin.register_step2.template', file: 'userregister_step2' },
  }),
  'forgot-password-step1': entry('forgot-password-step1', 'forgotten password, first step', {
    ...{ setting: 'forgotPasswordStep1', key: 'skin.forgot_password_step1.template', file: 'forgot_password_step1' },
  }),
  'forgot-password-step2': entry('forgot-password-step2', 'forgotten password, second step', {
    ...{ setting: 'forgotPasswordStep2', key: 'skin.forgot_password_step2.template', file: 'forgot_password_step2' },
  }),
  'forgot-password-step3': entry('forgot-password-step3', 'forgotten password, third step', {
    ...{ setting: 'forgotPasswordStep3', key: 'skin.forgot_password_step3.template', file: 'forgot_password_step3' },
  }),
} as const satisfies Readonly<Record<string, SkinPageEntry>>;

/** Name of a page that a skin may have. */
export type SkinPageName = keyof typeof skinPages;

/** All of them, in the order of the documents. */
export const skinPageNames = Object.keys(skinPages) as SkinPageName[];

const byBuiltIn: ReadonlyMap<PageName, SkinPageName> = new Map(
  skinPageNames.map((name) => [skinPages[name].page, name]),
);

/** The page of a skin that takes the place of a built-in one; undefined where skins have none. */
export function skinPageOf(page: PageName): SkinPageName | undefined {
  return byBuiltIn.get(page);
}

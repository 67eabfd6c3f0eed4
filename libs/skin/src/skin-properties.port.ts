import { IsBoolean, IsIn, IsInt, Matches, Max, Min, ValidateBy, type ValidationArguments } from 'class-validator';
import { Property } from '#module-config/property.port';

/** A file directly or somewhere below in a skin; its first `/` is only custom. */
const TEMPLATE = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\\\p{Cc}]{0,200}$/u;
const NO_TEMPLATE = { message: 'is not the path of a file in the skin, such as /userlogin.html' };
/** `https://host`, perhaps with a port; a host may begin with `*.`. */
const EXTERNAL_HOST = /^https:\/\/(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/;

/** How pages of a skin are held that build scripts of texts. */
const handlerModes = ['strict', 'compatible'];

/** The skin of a module, and what its pages may do (product reference 10.2). */
export class SkinProperties {
  @Property({
    key: 'skin.webjar_id',
    reserved: true,
    help: 'The skin that the pages wear, as group:artifact:version, of those that are installed; empty: the built-in pages.',
    example: 'com.example:my-skin:1.0',
  })
  @Matches(/^[^\p{Cc}]{0,300}$/u, { message: 'is not a name such as com.example:my-skin:1.0' })
  readonly webjarId: string = '';

  @Property({ key: 'skin.login_page.template', help: page('sign-in', '/userlogin.html'), example: '/userlogin.html' })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly login: string = '';

  @Property({
    key: 'skin.login_oauth2_page.template',
    help: page('choice between several sign-in services', '/userlogin_oauth2.html'),
    example: '/userlogin_oauth2.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly federatedLogin: string = '';

  @Property({
    key: 'skin.approve_page.template',
    help: page('approval', '/userapprove.html'),
    example: '/userapprove.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly approval: string = '';

  @Property({
    key: 'skin.error_page.template',
    help: page('error', '/usererror.html'),
    example: '/usererror.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly error: string = '';

  @Property({ key: 'skin.tfa_page.template', help: page('second factor', '/usertfa.html'), example: '/usertfa.html' })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly secondFactor: string = '';

  @Property({
    key: 'skin.context_selection.template',
    help: page('context selection', '/userselect_context.html'),
    example: '/userselect_context.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly contextSelection: string = '';

  @Property({
    key: 'skin.tos_page.template',
    help: page('terms of service', '/usertos.html'),
    example: '/usertos.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly termsOfService: string = '';

  @Property({
    key: 'skin.session_management_page.template',
    help: page('connected apps', '/sessionmanagement.html'),
    example: '/sessionmanagement.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly sessionManagement: string = '';

  @Property({
    key: 'skin.register_step1.template',
    help: page('first registration', '/userregister_step1.html'),
    example: '/userregister_step1.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly registerStep1: string = '';

  @Property({
    key: 'skin.register_step2.template',
    help: page('second registration', '/userregister_step2.html'),
    example: '/userregister_step2.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly registerStep2: string = '';

  @Property({
    key: 'skin.forgot_password_step1.template',
    help: page('first forgotten password', '/forgot_password_step1.html'),
    example: '/forgot_password_step1.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly forgotPasswordStep1: string = '';

  @Property({
    key: 'skin.forgot_password_step2.template',
    help: page('second forgotten password', '/forgot_password_step2.html'),
    example: '/forgot_password_step2.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly forgotPasswordStep2: string = '';

  @Property({
    key: 'skin.forgot_password_step3.template',
    help: page('third forgotten password', '/forgot_password_step3.html'),
    example: '/forgot_password_step3.html',
  })
  @Matches(TEMPLATE, NO_TEMPLATE)
  readonly forgotPasswordStep3: string = '';

  @Property({
    key: 'skin.strict',
    help: 'A page of the skin that cannot be shown is an error of the server instead of the built-in page: for those who test a skin.',
    default: false,
  })
  @IsBoolean()
  readonly isStrict: boolean = false;

  @Property({
    key: 'skin.thymeleaf_handlers',
    reserved: true,
    help: 'strict: event handlers take numbers and truth values, or texts by [[…]], as in Thymeleaf 3.1; compatible: pages for 3.0 that join handlers of texts work, and every value in them is escaped.',
    default: 'strict',
  })
  @IsIn(handlerModes)
  readonly handlers: string = 'strict';

  @Property({
    key: 'skin.external_hosts',
    reserved: true,
    help: 'Other servers that pages of the skin may load scripts, styles, fonts and images from; none: only what the skin brings.',
    list: 'any',
    example: 'https://fonts.example',
  })
  @AreExternalHosts()
  readonly externalHosts: readonly string[] = [];

  @Property({
    key: 'skin.base_language',
    help: 'Language of the bundles of the skin that have none in their name, such as messages.properties.',
    default: 'en',
  })
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, { message: 'is not a language, such as en or pt-BR' })
  readonly baseLanguage: string = 'en';

  @Property({
    key: 'skin.render.time_limit',
    help: 'How long one page of the skin may compute. A page makes no calls, so a busy machine ends none.',
    unit: 'milliseconds',
    default: 50,
  })
  @IsInt()
  @Min(5)
  @Max(1_000)
  readonly milliseconds: number = 50;

  @Property({
    key: 'skin.render.step_limit',
    help: 'Evaluation steps of one page.',
    unit: 'steps',
    default: 200_000,
  })
  @IsInt()
  @Min(1_000)
  @Max(10_000_000)
  readonly steps: number = 200_000;

  @Property({ key: 'skin.render.loop_limit', help: 'Items of one loop.', unit: 'items', default: 10_000 })
  @IsInt()
  @Min(10)
  @Max(100_000)
  readonly items: number = 10_000;

  @Property({
    key: 'skin.render.depth_limit',
    help: 'How deep fragments may be inside fragments.',
    unit: 'levels',
    default: 60,
  })
  @IsInt()
  @Min(1)
  @Max(200)
  readonly depth: number = 60;

  @Property({
    key: 'skin.render.size_limit',
    help: 'Length of one page.',
    unit: 'characters',
    default: 524_288,
  })
  @IsInt()
  @Min(10_000)
  @Max(4_194_304)
  readonly characters: number = 524_288;
}

function page(what: string, example: string): string {
  return `File of the skin for the ${what} page; empty: ${example} of the skin if it is there, else the built-in page.`;
}

/** Every entry of a list is a server that pages may load files from; the message names those that are not. */
function AreExternalHosts(): PropertyDecorator {
  const othersIn = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.map(String).filter((text) => !EXTERNAL_HOST.test(text)) : [];
  return ValidateBy({
    name: 'areExternalHosts',
    validator: {
      validate: (value) => othersIn(value).length === 0,
      defaultMessage: (rule?: ValidationArguments) =>
        `has entries that are no https server, such as https://fonts.example: ${othersIn(rule?.value).join(', ')}`,
    },
  });
}

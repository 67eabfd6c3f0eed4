import { Items, Text, Texts, Whole, Word } from '../description/fields.js';

/** One property of a module. */
export class ModuleOptionDto {
  @Text('Its key.', { always: true, example: 'issuer.url' })
  readonly key!: string;

  @Text('Its value; `***` for a secret, and a masked one that is sent back stays as it is.', { always: true })
  readonly value!: string;
}

/** Another module that a module needs. */
export class ModuleDependencyDto {
  @Text('The module that fulfils it.', { always: true })
  readonly moduleId!: string;

  @Text('What it is needed as.', { always: true, example: 'SECURITY_IN_UP' })
  readonly type!: string;
}

/** What every body about a module may say. */
class ModuleFieldsDto {
  @Text('Node of the module.')
  readonly nodeId?: string;

  @Text('Its id.')
  readonly moduleId?: string;

  @Items(ModuleDependencyDto, 'Modules that it needs; without this member in a PUT they stay.')
  readonly dependencies?: readonly ModuleDependencyDto[];
}

/** A module to be added. */
export class NewModuleDto extends ModuleFieldsDto {
  @Text('What it is.', { always: true, example: 'SECURITY_OUT_SMART' })
  readonly moduleType!: string;

  @Items(ModuleOptionDto, 'Its properties; what is not there has its default.')
  readonly options?: readonly ModuleOptionDto[];
}

/** What a module is to be from now on. */
export class ModuleSettingsDto extends ModuleFieldsDto {
  @Text('What it is; that does not change.')
  readonly moduleType?: string;

  @Items(ModuleOptionDto, 'All its properties; what is not there gets its default.', { always: true })
  readonly options!: readonly ModuleOptionDto[];
}

/** The definition of a module, as it is stored. */
export class ModuleDto {
  @Text('Node of the module.', { always: true })
  readonly nodeId!: string;

  @Text('Its id.', { always: true })
  readonly moduleId!: string;

  @Text('What it is.', { always: true, example: 'SECURITY_OUT_SMART' })
  readonly moduleType!: string;

  @Items(ModuleOptionDto, 'Its properties; what is not there has its default.', { always: true })
  readonly options!: readonly ModuleOptionDto[];

  @Items(ModuleDependencyDto, 'Modules that it needs.', { always: true })
  readonly dependencies!: readonly ModuleDependencyDto[];
}

/** The modules of one node. */
export class ModuleNodeDto {
  @Text('The node.', { always: true })
  readonly nodeId!: string;

  @Items(ModuleDto, 'Its modules, by id.', { always: true })
  readonly modules!: readonly ModuleDto[];
}

/** Every module. */
export class ModulesDto {
  @Items(ModuleNodeDto, 'The nodes.', { always: true })
  readonly nodes!: readonly ModuleNodeDto[];
}

/** What keeps a module from starting. */
export class ModuleProblemDto {
  @Text('The property.', { always: true })
  readonly key!: string;

  @Text('What is wrong with it.', { always: true })
  readonly problem!: string;

  @Text('What would be right.', { always: true })
  readonly remedy!: string;
}

const STATES = ['STARTED', 'STOPPED', 'STARTING', 'STOP_REQUESTED', 'FAILED', 'NOT_SUPPORTED'];

/** What a module is doing in this process. */
export class ModuleStatusDto {
  @Text('Node of the module.', { always: true })
  readonly nodeId!: string;

  @Text('Its id.', { always: true })
  readonly moduleId!: string;

  @Text('What it is.', { always: true })
  readonly moduleType!: string;

  @Word(STATES, 'What it is doing; NOT_SUPPORTED: modules of this type are not part of this server.', { always: true })
  readonly state!: string;

  @Items(ModuleProblemDto, 'What keeps it, or its new definition, from starting.', { always: true })
  readonly problems!: readonly ModuleProblemDto[];

  @Whole('Where it listens.')
  readonly port?: number;

  @Texts('Properties and dependencies that are saved and count from its next restart; absent where nothing waits.')
  readonly pendingChanges?: readonly string[];
}

/** What the modules of one node are doing. */
export class NodeStatusDto {
  @Text('The node.', { always: true })
  readonly nodeId!: string;

  @Items(ModuleStatusDto, 'Its modules, by id.', { always: true })
  readonly modules!: readonly ModuleStatusDto[];
}

/** What every module is doing. */
export class RuntimeStatusDto {
  @Items(NodeStatusDto, 'The nodes.', { always: true })
  readonly nodes!: readonly NodeStatusDto[];
}

import type { ModuleMetadata } from '@nestjs/common';
import { ContextFinder } from './context-finder.js';
import { CONTEXT_SOURCES, type ContextSource } from './context-source.port.js';
import { ContextSources } from './context-sources.js';
import { DefaultContextsSource } from './default-contexts.source.js';
import { FhirSearchSource } from './fhir-search/fhir-search.source.js';
import { FhirReaders } from './fhir-search/fhir-readers.js';
import { ScriptFhirTokens } from './fhir-search/script-fhir-tokens.js';
import { SearchTokens } from './fhir-search/search-tokens.js';
import { ForeignLaunches } from './foreign-launches.js';
import { LaunchEndpoint } from './launch-endpoint.js';
import { LaunchPeople } from './launch-people.js';
import { LaunchStyleController } from './launch-style.controller.js';
import { LaunchController } from './launch.controller.js';
import { Launches } from './launches.js';
import { PresetContexts } from './preset-contexts.js';
import { SearchSeals } from './search-seals.js';
import { StaticListSource } from './static-list.source.js';

/** Where the choices of the context selection page come from, by their names in the configuration. */
const contextSources = {
  provide: CONTEXT_SOURCES,
  inject: [DefaultContextsSource, StaticListSource, FhirSearchSource],
  useFactory: (none: ContextSource, list: ContextSource, search: ContextSource) =>
    new Map([
      ['default_launch_contexts', none],
      ['static_list', list],
      ['fhir_search', search],
    ]),
};

/** Launches from an EHR, and where launch contexts come from. */
export const launchParts: ModuleMetadata = {
  controllers: [LaunchController, LaunchStyleController],
  providers: [
    contextSources,
    ContextFinder,
    ContextSources,
    DefaultContextsSource,
    FhirSearchSource,
    { provide: ForeignLaunches, useFactory: () => new ForeignLaunches() },
    PresetContexts,
    LaunchEndpoint,
    LaunchPeople,
    Launches,
    SearchSeals,
    FhirReaders,
    ScriptFhirTokens,
    SearchTokens,
    StaticListSource,
  ],
};

import type { components } from './types';

type Schemas = components['schemas'];

/** The nouns of the interface, by the names that the page uses. */
export type Me = Schemas['Me'];
export type Business = Schemas['Business'];
export type Limits = Schemas['Limits'];
export type Rulebook = Schemas['Rulebook'];
export type Member = Schemas['Member'];
export type Availability = Member['status'];
export type Customer = Schemas['Customer'];
export type Message = Schemas['Message'];
export type Act = Schemas['Act'];
export type Conversation = Schemas['Conversation'];
export type ConversationStatus = Conversation['status'];
export type Counts = Schemas['Counts'];
export type Channel = Schemas['Channel'];
export type Widget = Schemas['Widget'];
export type Plan = Schemas['Plan'];
export type PlanOption = Plan['plans'][number];

import type { PlannedEntity } from '@appfactory/plan/plan';
import * as pools from './pools.ts';

type Pool = readonly [string, ...string[]];

/** What rows of an entity are called, by the words of its name. */
const BY_ENTITY: [RegExp, Pool][] = [
  [/client|company|organi[sz]ation|supplier|vendor|account|firm|brand|sponsor|partner|tenant/i, pools.COMPANIES],
  [
    /customer|contact|person|people|employee|staff|member|patient|student|teacher|author|attendee|guest|candidate|volunteer|lead|user|owner|driver|doctor|donor|participant|friend|agent|speaker/i,
    pools.PEOPLE,
  ],
  [/project|campaign|job|deal|opportunity|contract|case|goal|initiative/i, pools.PROJECTS],
  [/product|item|asset|part|article|good|material|ingredient|stock|equipment|tool|gift/i, pools.PRODUCTS],
  [/task|todo|ticket|issue|chore|step|idea|note|reminder|action|habit|comment/i, pools.TASKS],
  [/category|tag|department|team|group|type|kind|topic|section|room|folder|list/i, pools.CATEGORIES],
  [/event|booking|appointment|course|lesson|class|session|meeting|workout|reservation|conference/i, pools.EVENTS],
  [/recipe|dish|meal|menu/i, pools.RECIPES],
];

const BY_FIELD: [RegExp, Pool][] = [
  [/company|organi[sz]ation|supplier|vendor|employer|client/i, pools.COMPANIES],
  [
    /author|owner|person|contact|manager|assignee|teacher|donor|customer|director|speaker|first ?name|full ?name|last ?name/i,
    pools.PEOPLE,
  ],
  [/city|town|location|place|venue/i, pools.CITIES],
  [/position|role|job/i, pools.POSITIONS],
  [/industry|sector|subject|field/i, pools.INDUSTRIES],
  [/colou?r/i, pools.COLOURS],
  [/category|tag|type|kind|group/i, pools.CATEGORIES],
  [/^product|^item/i, pools.PRODUCTS],
  [/^region|^area|^territory/i, pools.REGIONS],
  [/channel/i, pools.CHANNELS],
  [/country/i, pools.COUNTRIES],
];

export function namesOf(entity: PlannedEntity): Pool {
  return BY_ENTITY.find(([pattern]) => pattern.test(entity.name))?.[1] ?? pools.TITLES;
}

export function wordsFor(fieldName: string): Pool | undefined {
  return BY_FIELD.find(([pattern]) => pattern.test(fieldName))?.[1];
}

/** A name as a part of an address: "Harbor & Pine" gives harborpine. */
export function addressPart(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
}

import { Field, Float, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { GraphQLScalarType } from 'graphql';
import { z } from 'zod';

type Class = new () => object;
type FieldType = Class | GraphQLScalarType | typeof String | typeof Boolean | object;
type Direction = 'input' | 'output';

const classes: Record<Direction, Map<z.ZodType, Class>> = { input: new Map(), output: new Map() };
const enums = new Map<string, { values: string; type: object }>();

/** Names of schemas that are used in more than one place; a schema without one is named after where it is used. */
const names = new Map<z.ZodType, string>();

/** Gives the type that is made from a schema a name of its own. */
export function nameSchema(schema: z.ZodType, name: string): void {
  names.set(schema, name);
}

/** The GraphQL type of a zod object, for what is given back. Fields keep the schema's names and descriptions. */
export function outputType(schema: z.ZodObject, name: string): Class {
  return classOf(schema, name, 'output');
}

/** The GraphQL input of a zod object. What the schema has a default for may be left out. */
export function inputType(schema: z.ZodObject, name: string): Class {
  return classOf(schema, name, 'input');
}

function classOf(schema: z.ZodObject, place: string, direction: Direction): Class {
  const known = classes[direction].get(schema);
  if (known) return known;
  const name = names.get(schema) ?? place;
  const type = class {};
  const typeName = direction === 'input' ? `${name}Input` : name;
  Object.defineProperty(type, 'name', { value: typeName });
  classes[direction].set(schema, type);
  const description = descriptionOf(schema);
  if (direction === 'input') InputType(typeName, { description })(type);
  else ObjectType(typeName, { description })(type);
  for (const [key, field] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
    const { inner, optional, defaulted, description } = unwrap(field);
    const isList = inner instanceof z.ZodArray;
    const element = isList ? unwrap(inner.element as z.ZodType).inner : inner;
    const of = typeOf(element, name + pascal(isList ? singular(key) : key), direction);
    const nullable = optional || (direction === 'input' && defaulted);
    Field(() => (isList ? [of] : of), { nullable, description })(type.prototype as object, key);
  }
  return type;
}

function typeOf(schema: z.ZodType, place: string, direction: Direction): FieldType {
  if (schema instanceof z.ZodObject) return classOf(schema, place, direction);
  if (schema instanceof z.ZodEnum) return enumOf(schema, place);
  if (schema instanceof z.ZodString) return String;
  if (schema instanceof z.ZodBoolean) return Boolean;
  if (schema instanceof z.ZodNumber) return schema.isInt ? Int : Float;
  throw new Error(`${place}: GraphQL has no type for zod's ${schema.def.type}`);
}

function enumOf(schema: z.ZodEnum, name: string): object {
  const values = schema.options.map(String);
  const known = enums.get(name);
  if (known) {
    if (known.values !== values.join()) throw new Error(`two enums would be called ${name}: name their schemas`);
    return known.type;
  }
  const type = Object.fromEntries(values.map((value) => [value, value]));
  registerEnumType(type, { name });
  enums.set(name, { values: values.join(), type });
  return type;
}

interface Unwrapped {
  inner: z.ZodType;
  optional: boolean;
  defaulted: boolean;
  description: string | undefined;
}

function unwrap(schema: z.ZodType): Unwrapped {
  let inner = schema;
  let [optional, defaulted] = [false, false];
  let description = descriptionOf(schema);
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodNullable
  ) {
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) optional = true;
    else defaulted = true;
    inner = inner.def.innerType as z.ZodType;
    description ??= descriptionOf(inner);
  }
  return { inner, optional, defaulted, description };
}

function descriptionOf(schema: z.ZodType): string | undefined {
  return schema.description;
}

function pascal(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function singular(text: string): string {
  return text.replace(/ies$/, 'y').replace(/s$/, '');
}

import { describe, expect, it } from '@jest/globals';
import { readDocuments } from './readDocuments.ts';

const read = (name: string, content: string) => readDocuments([{ name, content }], []);
/** "name:type" with ! for required and * for unique, and where a reference points. */
const brief = ({ entities }: ReturnType<typeof read>) =>
  entities.map(({ name, fields }) => [
    name,
    ...fields.map(
      (field) =>
        `${field.name}:${field.to ?? field.values?.join('|') ?? field.type}${field.required ? '!' : ''}${field.unique ? '*' : ''}`,
    ),
  ]);

describe('documents', () => {
  it('read SQL: types, keys, references and choices, with comments and quotes', () => {
    const sql = `-- customers (all of them)
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE IF NOT EXISTS public."customers" (
  id serial PRIMARY KEY,
  name varchar(80) NOT NULL, /* a, b */
  email text UNIQUE NOT NULL,
  mood mood,
  born date,
  created_at timestamp DEFAULT now()
);
create table order_items (
  id int, customer_id int not null references customers(id) on delete cascade,
  unit_price decimal(10,2) not null default 0,
  status text check (status in ('OPEN', 'IN_PROGRESS')),
  other_id int, constraint fk foreign key (other_id) references nowhere (id),
  primary key (id)
);`;
    const found = read('schema.sql', sql);
    expect(brief(found)).toEqual([
      ['Customer', 'name:string!', 'email:email!*', 'mood:Glad|Sad', 'born:date'],
      ['OrderItem', 'customer:Customer!', 'unitPrice:money', 'status:Open|In progress'],
    ]);
    expect(found.notBuilt).toEqual([
      '“other_id”, which refers to nowhere, of “order_items” in schema.sql is left out.',
    ]);
  });

  it('read a Prisma schema: relations once, n-m on one side', () => {
    const prisma = `generator client {
  provider = "prisma-client-js"
}
enum Role {
  LEAD
  MEMBER
}
model Team {
  id      Int      @id @default(autoincrement())
  name    String   @unique
  people  Person[]
  tags    Tag[]
}
model Tag {
  id    Int    @id
  label String
  teams Team[]
}
model Person {
  id     Int     @id
  email  String? // may be missing
  role   Role    @default(MEMBER)
  team   Team    @relation(fields: [teamId], references: [id])
  teamId Int
  @@index([teamId])
}`;
    expect(brief(read('schema.prisma', prisma))).toEqual([
      ['Team', 'name:string!*'],
      ['Tag', 'label:string!', 'teams:Team'],
      ['Person', 'email:email', 'role:Lead|Member', 'team:Team!'],
    ]);
  });

  it('read OpenAPI as YAML and JSON: required, formats, references; envelopes are no things', () => {
    const yaml = `openapi: 3.1.0
components:
  schemas:
    Pet:
      required: [name, owner]
      properties:
        id: { type: integer }
        name: { type: string }
        born: { type: string, format: date }
        price: { type: number }
        kind: { type: string, enum: [cat, dog] }
        owner: { $ref: '#/components/schemas/Owner' }
    Owner: { type: object, properties: { mail: { type: string, format: email } } }
    PetResponse: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
`;
    const expected = [
      ['Pet', 'name:string!', 'born:date', 'price:money', 'kind:Cat|Dog', 'owner:Owner!'],
      ['Owner', 'mail:email'],
    ];
    expect(brief(read('pets.yaml', yaml))).toEqual(expected);
    const json = JSON.stringify({
      swagger: '2.0',
      definitions: { Owner: { type: 'object', properties: { mail: { type: 'string', format: 'email' } } } },
    });
    expect(brief(read('pets.json', json))).toEqual([['Owner', 'mail:email']]);
  });

  it('read the header of a CSV file, and what its rows hold', () => {
    const rows = Array.from(
      { length: 9 },
      (_, at) => `${at + 1};2026-01-0${at + 1};12,50;${at % 2 ? 'Open' : 'Paid'};0123${at}`,
    );
    const csv = ['Number;Issued on;Total amount;State;Post code', ...rows].join('\n');
    expect(brief(read('invoices.csv', csv))).toEqual([
      ['Invoice', 'number:integer!', 'issuedOn:date!', 'totalAmount:money!', 'state:Paid|Open!', 'postCode:string!'],
    ]);
    expect(brief(read('people.csv', 'name,email'))).toEqual([['Person', 'name:string', 'email:email']]);
  });

  it.each([
    ['a.sql', 'CREATE TABLE a (\n id int', /“a.sql”, line 1, read as sql: the parenthesis of table "a" is not closed/],
    [
      'a.prisma',
      'model A {\n  id Int @id\n  what is this?\n}',
      /“a.prisma”, line 3, .*"what is this\?" is not a field/,
    ],
    ['a.yaml', 'openapi: 3.0.0\ncomponents: { schemas: [', /“a.yaml”, line 2, read as openapi/],
    ['b.yaml', 'openapi: 3.0.0\ninfo: {}', /it holds no object schemas/],
    ['a.csv', 'a,,c', /line 1, read as csv: column 2 has no name/],
    ['a.txt', 'just words', /neither an OpenAPI document/],
  ])('refuse %s, and say where', (name, content, message) => {
    expect(() => read(name, content)).toThrow(message);
  });

  it('leave out what the app has itself, and what the spec states wins', () => {
    const sql = 'create table users (id int, name text); create table clients (id int, name text);';
    const stated = read('c.sql', 'create table client (id int, phone text)').entities;
    const found = readDocuments([{ name: 's.sql', content: sql }], stated);
    expect(found.entities).toEqual([]);
    expect(found.notBuilt.join()).toContain('“users” of s.sql is left out');
    expect(found.assumptions.join()).toContain('“clients” of s.sql: the spec has it already');
  });

  it('never let markup or commands into names', () => {
    const { entities } = read('x.csv', '"<script>alert(1)</script>","$(rm -rf /)",name\n1,2,3');
    for (const { name, fields } of entities) {
      expect(name).toMatch(/^[A-Za-z0-9]+$/);
      for (const field of fields) expect(field.name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    }
  });
});

import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { planApp } from '../planApp.ts';
import { PlanError } from '../planError.ts';
import { kindOf, readDocuments } from './readDocuments.ts';

const entitiesOf = (content: string, name = 'schema', kind?: 'csv') =>
  readDocuments([{ name, content, ...(kind ? { kind } : {}) }], []).entities.map(
    (entity) =>
      `${entity.name}(${entity.fields.map((field) => `${field.name}:${field.type}${field.required ? '!' : ''}${field.to ? `>${field.to}` : ''}${field.values ? `=${field.values.join('/')}` : ''}`).join(' ')})`,
  );
const refusal = (content: string, name = 'schema') => {
  try {
    readDocuments([{ name, content }], []);
  } catch (error) {
    return error instanceof PlanError ? `${error.path}: ${error.message}` : error;
  }
  return 'read';
};

const SQL = `-- two tables; a comment with create table nothing (
CREATE TYPE order_status AS ENUM ('new', 'paid');
CREATE TABLE IF NOT EXISTS public."customers" (
  id serial PRIMARY KEY,
  name varchar(80) NOT NULL,
  email text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  created_at timestamptz DEFAULT now()
);
CREATE TABLE order_items (
  id int PRIMARY KEY, customer_id int NOT NULL, price numeric(10,2) CHECK (price > 0),
  status order_status NOT NULL, size text CHECK (size IN ('S', 'M')), ordered_on date,
  CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES public.customers (id)
);`;

const PRISMA = `datasource db { 
  provider = "sqlite"
}
enum Role {
  ADMIN
  STAFF
}
model Post {
  id        Int      @id @default(autoincrement())
  title     String   @unique
  published Boolean  @default(false)
  role      Role?
  author    Person   @relation(fields: [authorId], references: [id])
  authorId  Int
  tags      Tag[]
  publishedOn DateTime? @db.Date
}
model Person {
  id    Int    @id
  email String
  posts Post[]
}
model Tag {
  id    Int    @id
  label String
  posts Post[]
}`;

const OPENAPI = `openapi: 3.1.0
info: { title: Pets, version: "1" }
components:
  schemas:
    Owner:
      type: object
      required: [name]
      properties:
        id: { type: integer }
        name: { type: string }
        email: { type: string, format: email }
    Pet:
      allOf:
        - type: object
          required: [name, owner]
          properties:
            name: { type: [string, "null"] }
            born: { type: string, format: date }
            kind: { type: string, enum: [cat, dog] }
            owner: { $ref: "#/components/schemas/Owner" }
    PetList: { type: object, properties: { items: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
`;

describe('documents', () => {
  it('knows each kind by its content', () => {
    expect([SQL, PRISMA, OPENAPI, 'a;b\n1;2', '{"swagger": "2.0"}', 'hello world'].map(kindOf)).toEqual([
      'sql',
      'prisma',
      'openapi',
      'csv',
      'openapi',
      undefined,
    ]);
    expect(kindOf('{\n  "openapi": "3.0.0"\n}')).toBe('openapi');
  });

  it('reads SQL', () => {
    expect(entitiesOf(SQL)).toEqual([
      'Customer(name:string! email:email!)',
      'OrderItem(customer:reference!>Customer price:money status:enum!=new/paid size:enum=S/M orderedOn:date)',
    ]);
  });

  it('reads Prisma, with relations both ways', () => {
    expect(entitiesOf(PRISMA)).toEqual([
      'Post(title:string! published:boolean role:enum=ADMIN/STAFF author:reference!>Person tags:references>Tag publishedOn:date)',
      'Person(email:email!)',
      'Tag(label:string!)',
    ]);
  });

  it('reads OpenAPI', () => {
    expect(entitiesOf(OPENAPI)).toEqual([
      'Owner(name:string! email:email)',
      'Pet(name:string! born:date kind:enum=cat/dog owner:reference!>Owner)',
    ]);
  });

  it('reads the header of a CSV file, and types from its rows', () => {
    expect(
      entitiesOf('Name;E-Mail;Betrag;Geburtsdatum;PLZ\nAda;ada@example.com;12,50;1990-01-31;01067\n', 'kunden.csv'),
    ).toEqual(['Kunden(name:string eMail:email betrag:money geburtsdatum:date plz:string)']);
    expect(entitiesOf('name,price,stock\n', 'products.csv')).toEqual([
      'Product(name:string price:money stock:integer)',
    ]);
  });

  it('names the line of what it cannot read', () => {
    expect(refusal('create table a (\n  name text,\n  broken\n);', 'a.sql')).toBe(
      'spec.sources[0].content: "a.sql" (sql), line 3: "broken" of table "a" has no type',
    );
    expect(refusal('create table a (name text', 'a.sql')).toMatch(/line 1: the bracket of table "a" is never closed/);
    expect(refusal('model A {\n  x Nothing\n}')).toMatch(/line 2: field "x" of model "A" has the type "Nothing"/);
    expect(refusal('model A {\n  id Int @id\n')).toMatch(/line 1: "A" is never closed/);
    expect(refusal('openapi: 3.0.0\ninfo:\n  a: 1\n b: 2')).toMatch(/\(openapi\), line 4/);
    expect(refusal('openapi: 3.0.0\n')).toMatch(/neither components.schemas nor definitions/);
    expect(refusal('a,,b\n1,2,3', 'x.csv')).toMatch(/no document that is read|column 2 of the header has no name/);
    expect(refusal('just words')).toMatch(/spec.sources\[0\]: "schema" is no document that is read/);
  });

  it('becomes a plan, with its references to many', () => {
    const plan = planApp({
      name: 'x',
      namespace: 'default',
      generation: 1,
      spec: appBuildSpecSchema.parse({ sources: [{ name: 'schema.prisma', content: PRISMA }] }),
    });
    expect(plan.entities.map(({ name }) => name)).toEqual(['Post', 'Person', 'Tag']);
    expect(plan.notBuilt).toEqual([]);
    expect(plan.entities[0]?.fields.find(({ type }) => type === 'references')?.link?.table).toBe('posts_tags');
  });
});

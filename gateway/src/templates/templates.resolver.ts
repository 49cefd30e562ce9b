import type { AppTemplate } from '@appfactory/resources/appTemplate';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Kube } from '../graphql/context.ts';
import type { PersonKube } from '../kube/personKube.ts';

@ObjectType({ description: 'A pre-configured stack that apps start from.' })
export class Template {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  description!: string;

  @Field(() => [String], { description: 'What apps of it can do.' })
  capabilities!: string[];
}

@Resolver()
export class TemplatesResolver {
  @Query(() => [Template], { description: 'The stacks to choose from.' })
  async templates(@Kube() kube: PersonKube): Promise<Template[]> {
    const templates = await kube.templates.list();
    return templates.map(toTemplate).sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function toTemplate({ metadata: { name }, spec }: AppTemplate): Template {
  const { title, description, capabilities = [] } = spec;
  return { name, title, description, capabilities };
}

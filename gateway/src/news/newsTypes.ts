import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Sequence } from '../graphql/sequence.ts';
import { NEWS_KINDS, type NewsItem, type NewsKind } from './news.ts';

const NewsKinds = Object.fromEntries(NEWS_KINDS.map((kind) => [kind, kind]));
registerEnumType(NewsKinds, {
  name: 'NewsKind',
  description: 'What happened. The order is that of importance.',
  valuesMap: {
    failed: { description: 'It stopped, and waits for somebody.' },
    held: { description: 'A budget or a spending limit holds it up.' },
    request: { description: 'Somebody who may not change the app asks for a change.' },
    unproven: { description: 'It was built, and not all of its checks passed.' },
    released: { description: 'Another version is served.' },
    finished: { description: 'It was built, and all of its checks passed.' },
    questions: { description: 'The plan asks something; what it assumed meanwhile is taken.' },
    accepted: { description: 'Somebody accepted what was said, and the app changes.' },
    dismissed: { description: 'Somebody settled what was said without doing it.' },
    comment: { description: 'Somebody said something.' },
    features: { description: 'Features were proven.' },
  },
});

@ObjectType('NewsItem', { description: 'Something that happened to a build.' })
export class NewsItemType implements NewsItem {
  @Field(() => NewsKinds)
  kind!: NewsKind;

  @Field(() => Date, { nullable: true, description: 'Null where only what is so now is known.' })
  at?: Date;

  @Field(() => String, { nullable: true, description: 'For people, where there is more to say than the kind.' })
  text?: string;

  @Field(() => String, { nullable: true, description: 'Who said or decided it.' })
  by?: string;

  @Field(() => Int, { nullable: true, description: 'How many questions, features or checks.' })
  count?: number;
}

@ObjectType('BuildNews', {
  description: 'What happened to a build since you looked last, but for what you did yourself.',
})
export class BuildNewsType {
  @Field(() => [NewsItemType], { description: 'The most important first.' })
  items!: NewsItem[];

  @Field(() => Date, { nullable: true, description: 'When you looked last; null: never.' })
  lookedAt?: Date;

  @Field(() => Sequence, { description: 'The last event that there is; for noteLook.' })
  events!: number;

  @Field(() => Sequence, { description: 'The last change in its chat; for noteLook.' })
  chat!: number;
}

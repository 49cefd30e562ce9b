import type { CheckCounts } from '@appfactory/resources/appBuild';
import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { connectionType } from '../graphql/connection.ts';
import { Sequence } from '../graphql/sequence.ts';
import type { StoredEvent } from '../history/stored.ts';
import { screenshotLink } from '../source/links.ts';
import { CheckCountsType } from './specTypes.ts';

@ObjectType({ description: 'Something that an agent reported. Which fields there are depends on its type.' })
export class BuildEvent {
  @Field(() => Sequence)
  sequence!: number;

  @Field(() => Int, { description: 'Generation of the spec that was being built.' })
  generation!: number;

  @Field(() => String, { description: 'When, by the agent’s clock; RFC 3339.' })
  at!: string;

  @Field(() => String, {
    description: 'started, preview, firstPage, feature, verification, check, progress, artifact, finished or failed.',
  })
  type!: string;

  @Field(() => String, { nullable: true, description: 'feature, check: id of the feature.' })
  feature?: string;

  @Field(() => String, { nullable: true, description: 'feature, verification: what state it is in now.' })
  state?: string;

  @Field(() => String, { nullable: true, description: 'feature, artifact, finished: the git commit.' })
  commit?: string;

  @Field(() => CheckCountsType, { nullable: true, description: 'feature, finished: its acceptance checks.' })
  checks?: CheckCounts;

  @Field(() => String, { nullable: true, description: 'verification: types, lint, tests, build or checks.' })
  step?: string;

  @Field(() => Float, { nullable: true, description: 'verification: seconds that the step took.' })
  seconds?: number;

  @Field(() => String, { nullable: true, description: 'check: its name.' })
  check?: string;

  @Field(() => String, { nullable: true, description: 'check: preview or production.' })
  against?: string;

  @Field(() => String, { nullable: true, description: 'check: passed, failed or skipped.' })
  result?: string;

  @Field(() => String, { nullable: true, description: 'check: key of the screenshot.' })
  screenshot?: string;

  @Field(() => String, {
    nullable: true,
    description: 'check: path of the screenshot. It is of this picture alone, which goes when the check runs again.',
  })
  screenshotLink?: string;

  @Field(() => String, { nullable: true, description: 'preview: where it answers. firstPage: its path.' })
  address?: string;

  @Field(() => String, { nullable: true, description: 'artifact: its digest.' })
  digest?: string;

  @Field(() => Float, { nullable: true, description: 'artifact: bytes.' })
  size?: number;

  @Field(() => String, {
    nullable: true,
    description: 'finished: true, false, or unknown because a check was skipped.',
  })
  verified?: string;

  @Field(() => [String], { nullable: true, description: 'finished: names of the checks that could not run.' })
  skipped?: string[];

  @Field(() => Int, { nullable: true, description: 'started: how many features there are.' })
  features?: number;

  @Field(() => String, { nullable: true, description: 'failed: one word, for programs.' })
  reason?: string;

  @Field(() => String, { nullable: true, description: 'For people: what goes on, what was seen, why it failed.' })
  message?: string;
}

export const BuildEventConnection = connectionType(BuildEvent, 'BuildEvent');

export function toBuildEvent({ sequence, generation, at, namespace, build, event }: StoredEvent): BuildEvent {
  const base = { sequence, generation, at, type: event.type };
  switch (event.type) {
    case 'started':
      return { ...base, features: event.features };
    case 'preview':
      return { ...base, address: event.url };
    case 'firstPage':
      return { ...base, address: event.path };
    case 'feature':
      return { ...base, feature: event.id, state: event.state, commit: event.commit, checks: event.checks };
    case 'verification':
      return { ...base, step: event.step, state: event.state, seconds: event.seconds, message: event.detail };
    case 'check': {
      const { feature, name, against, result, seen, screenshot, screenshotDigest } = event;
      const link = screenshotLink({ namespace, name: build }, screenshot, screenshotDigest);
      return { ...base, feature, check: name, against, result, message: seen, screenshot, screenshotLink: link };
    }
    case 'progress':
      return { ...base, message: event.message };
    case 'artifact':
      return { ...base, digest: event.digest, size: event.size, commit: event.commit };
    case 'finished': {
      const { verified, checks, skipped, commit } = event;
      return { ...base, verified, checks, skipped, commit };
    }
    case 'failed':
      return { ...base, reason: event.reason, message: event.message };
  }
}

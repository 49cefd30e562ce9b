import type { PlannedBlog } from '@appfactory/plan/kinds/blog/blog';
import type { App } from '../../model.ts';

/** Every file of the public blog, by path. */
export function* blogFiles(_app: App, _blog: PlannedBlog): Generator<[path: string, text: string]> {}

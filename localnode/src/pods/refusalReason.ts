import { ImageError } from '../images.ts';
import { ConfigError } from './sources.ts';

/** The kubelet's word for why a container is not started; `again` when it was refused before. */
export function refusalReason(error: Error, again: boolean): string {
  if (error instanceof ConfigError) return 'CreateContainerConfigError';
  if (!(error instanceof ImageError)) return 'CreateContainerError';
  // A kubelet tells the error first, and from then on that it waits.
  return again && error.reason === 'ErrImagePull' ? 'ImagePullBackOff' : error.reason;
}

import { UTApi } from 'uploadthing/server';
import { env } from '@/config/env';
import type { Storage } from './storage';

/** UploadThing's cloud. Visitors never see its addresses: what they download passes through this app, which asks first. */
export function uploadthingStorage(): Storage {
  const api = new UTApi({ token: env.uploadthingToken });
  return {
    async put(file) {
      const { data, error } = await api.uploadFiles(file);
      if (error) throw new Error(`UploadThing refused "${file.name}": ${error.message}`);
      return data.key;
    },
    async open(key) {
      const { ufsUrl } = await api.generateSignedURL(key, { expiresIn: '5 minutes' });
      const response = await fetch(ufsUrl);
      return response.ok ? response.body : null;
    },
    async remove(key) {
      await api.deleteFiles(key);
    },
  };
}

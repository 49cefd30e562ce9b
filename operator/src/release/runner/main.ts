import { layoutOf } from './layout.ts';

/**
 * What runs in a release's pods, around the app:
 *
 *     release fetch        brings the artifact onto the volume
 *     release rehearse     starts it on a copy of the data
 *     release prepare      snapshot, migrate a copy, put the copy into place
 *     release pack         makes an archive of the data, while the app runs
 *     release store        puts that archive into its bucket
 *     release serve FILE   takes the lock of the data and becomes the server
 *
 * Exit status 0 when done, 1 with the reason on stderr.
 */
async function main([command, file]: string[], env: NodeJS.ProcessEnv): Promise<void> {
  if (command === 'store') {
    const { store } = await import('./store.ts');
    return store({
      work: setting(env, 'WORK_DIR'),
      uid: setting(env, 'EXPORT_UID'),
      natsUrl: setting(env, 'NATS_URL'),
      credsFile: setting(env, 'NATS_CREDS_FILE'),
    });
  }
  const layout = layoutOf(setting(env, 'DATA_DIR'));
  switch (command) {
    case 'pack': {
      const { pack } = await import('./pack.ts');
      await pack({ layout, work: setting(env, 'WORK_DIR'), most: Number(setting(env, 'EXPORT_MOST_BYTES')) });
      return;
    }
    case 'fetch': {
      const { fetchArtifact } = await import('./fetch.ts');
      return fetchArtifact({
        layout,
        digest: setting(env, 'ARTIFACT_DIGEST'),
        bucket: setting(env, 'ARTIFACT_BUCKET'),
        natsUrl: setting(env, 'NATS_URL'),
        credsFile: setting(env, 'NATS_CREDS_FILE'),
      });
    }
    case 'rehearse': {
      const { rehearse } = await import('./rehearse.ts');
      return rehearse(layout, setting(env, 'ARTIFACT_DIGEST'), env);
    }
    case 'prepare': {
      const { prepare } = await import('./prepare.ts');
      const restore = env.RESTORE_FROM_BEFORE || undefined;
      return prepare({ layout, digest: setting(env, 'ARTIFACT_DIGEST'), restore, env });
    }
    case 'serve': {
      if (!file) throw new Error('give the path of the server: release serve FILE');
      const { serve } = await import('./serve.ts');
      return serve(layout, file);
    }
    default:
      throw new Error(`"${command ?? ''}" is no command: use fetch, rehearse, prepare, pack, store or serve`);
  }
}

function setting(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

try {
  const [, , ...args] = process.argv;
  await main(args, process.env);
  if (args[0] !== 'serve') process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

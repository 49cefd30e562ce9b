import { endLauncher, launch, outputText, platformFolder } from '@appfactory/e2e/testing/launcherProcess';
import { Platform } from '@appfactory/e2e/testing/platform';

const TELL_EVERY = 15_000;

/** A platform of the bench's own, started as a user starts it. Says what the launcher says while that takes long. */
export async function startPlatform(say: (text: string) => void): Promise<Platform> {
  const ref = await launch(await platformFolder(), ['--port', '0']);
  let told = '';
  const telling = setInterval(() => {
    void outputText(ref).then((text) => {
      const last = text.trimEnd().split('\n').at(-1) ?? '';
      if (last !== told) say(`  ${last.trim()}`);
      told = last;
    });
  }, TELL_EVERY);
  try {
    return await Platform.attach(ref);
  } catch (error) {
    await endLauncher(ref);
    throw error;
  } finally {
    clearInterval(telling);
  }
}

import { notPicture } from '@/lib/files';

/** Smaller pictures are sent as they are. */
const small = 1.5 * 1024 * 1024; // bytes
/** What no screen needs more of. */
const longest = 2400; // pixels
const shrinks = ['image/jpeg', 'image/png', 'image/webp'];

/**
 * A picture as it is sent: what a camera took is made smaller in the browser, upright and without its place and time. Throws
 * where the browser cannot read it as a picture.
 */
export async function shrinkPicture(file: File): Promise<File> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(notPicture);
  });
  try {
    if (file.size <= small || !shrinks.includes(file.type)) return file;
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    // WebP keeps what is transparent; a browser that cannot write it gives a PNG.
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.85));
    if (!blob || blob.size >= file.size) return file;
    const name = file.name.replace(/\.\w+$/, '');
    return new File([blob], `${name}.${blob.type.slice('image/'.length)}`, { type: blob.type });
  } finally {
    bitmap.close();
  }
}
